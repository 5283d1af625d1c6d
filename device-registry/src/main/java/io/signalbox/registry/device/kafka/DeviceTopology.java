package io.signalbox.registry.device.kafka;

import io.signalbox.kit.kafka.AggregateProcessor;
import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.registry.device.Device;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/// `device.commands` → decide → `device.events`, `command.replies`.
public final class DeviceTopology {
  static final String STORE = "devices";
  private static final String SOURCE = "commands";
  private static final String DECIDE = "decide";

  private DeviceTopology() {}

  /// @param service names the writer in the records' headers
  public static Topology build(WireSerdes serdes, String service) {
    Topology topology = new Topology();
    topology.addSource(
        SOURCE,
        new StringDeserializer(),
        serdes.forValues(Topics.DEVICE_COMMANDS).deserializer(),
        Topics.DEVICE_COMMANDS.name());
    topology.addProcessor(
        DECIDE, () -> new AggregateProcessor<>(new DeviceAggregate(), STORE, service), SOURCE);
    topology.addStateStore(
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), states()),
        DECIDE);
    addSink(topology, serdes, Topics.DEVICE_EVENTS);
    addSink(topology, serdes, Topics.COMMAND_REPLIES);
    return topology;
  }

  /// How states look in the store.
  static Serde<Versioned<Device>> states() {
    return StateSerde.of(Device.class, List.of(Device.class));
  }

  private static <V extends SpecificRecord> void addSink(
      Topology topology, WireSerdes serdes, Topic<V> topic) {
    topology.addSink(
        topic.name(),
        topic.name(),
        new StringSerializer(),
        serdes.forValues(topic).serializer(),
        DECIDE);
  }
}
