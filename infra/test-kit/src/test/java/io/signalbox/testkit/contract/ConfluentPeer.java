package io.signalbox.testkit.contract;

import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topics;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serde;

/// A user of Confluent's serdes: our code, with nothing changed but the configuration. Reads an
/// event and writes it again.
///
/// Made by a class loader of its own; only types of the JDK pass between it and the test.
public final class ConfluentPeer implements UnaryOperator<byte[]> {
  private final Serde<RunEvent> serde;

  /// @param registry address of the Confluent-compatible API
  public ConfluentPeer(String registry) {
    serde =
        new WireSerdes(
                Map.of(
                    "value.serializer", "io.confluent.kafka.serializers.KafkaAvroSerializer",
                    "value.deserializer", "io.confluent.kafka.serializers.KafkaAvroDeserializer",
                    "schema.registry.url", registry))
            .forValues(Topics.RUN_EVENTS);
  }

  @Override
  public byte[] apply(byte[] bytes) {
    RunEvent event = serde.deserializer().deserialize(Topics.RUN_EVENTS.name(), bytes);
    return serde.serializer().serialize(Topics.RUN_EVENTS.name(), event);
  }
}
