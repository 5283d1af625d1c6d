package io.signalbox.testkit.contract;

import io.signalbox.kit.json.WireJson;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Kept;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topic.Cleanup;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/// One who reads and writes a topic with the classes that it finds: today's, or those of a release
/// when a [ReleasedJar] loads it.
///
/// Only types of the JDK pass between it and the test.
public final class ReleasedPeer {
  private final String topic;
  private final Class<? extends SpecificRecord> type;
  private final Serde<SpecificRecord> serde;

  /// @param registry address of the schema registry
  /// @param topic name of the topic in Kafka
  /// @param value name of the class of its values
  public ReleasedPeer(String registry, String topic, String value) throws ClassNotFoundException {
    this.topic = topic;
    this.type =
        Class.forName(value, true, getClass().getClassLoader()).asSubclass(SpecificRecord.class);
    this.serde = serde(registry);
  }

  @SuppressWarnings("unchecked") // a topic's values are records
  private Serde<SpecificRecord> serde(String registry) {
    var described =
        new Topic<>(topic, "id", (Class<SpecificRecord>) type, 1, Cleanup.DELETE, Kept.WORK);
    return new WireSerdes(Map.of("apicurio.registry.url", registry + "/apis/registry/v3"))
        .forValues(described);
  }

  /// What it makes of bytes from the log: `known`, `type`, `payload` (JSON for people), `class` of
  /// the value, and `envelope` as text.
  public Map<String, String> read(byte[] bytes) {
    SpecificRecord value = serde.deserializer().deserialize(topic, bytes);
    IndexedRecord shown =
        value.getSchema().getField("payload") == null ? value : WireRecords.payload(value);
    Map<String, String> seen = new TreeMap<>();
    seen.put("class", type.cast(value).getClass().getName());
    seen.put("known", Boolean.toString(WireRecords.isKnown(value)));
    seen.put("type", WireRecords.type(value));
    seen.put("payload", WireJson.text(shown));
    seen.put("envelope", WireRecords.envelope(value).toString());
    return seen;
  }

  /// Bytes for the log, of a record in plain Avro under the schema of its own class.
  public byte[] write(byte[] plain) throws IOException {
    Schema schema = SpecificData.get().getSchema(type);
    SpecificRecord value =
        new SpecificDatumReader<SpecificRecord>(schema, schema, SpecificData.getForClass(type))
            .read(null, DecoderFactory.get().binaryDecoder(plain, null));
    return serde.serializer().serialize(topic, value);
  }

  /// Whether its class path has a class.
  public boolean has(String name) {
    try {
      return Class.forName(name, false, getClass().getClassLoader()) != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
