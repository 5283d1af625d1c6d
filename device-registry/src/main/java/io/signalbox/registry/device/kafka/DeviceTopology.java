package io.signalbox.registry.device.kafka;

import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.registry.device.Device;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.Topology;

/// `device.commands` → decide → `device.events`, `command.replies`.
public final class DeviceTopology {
  static final String STORE = "devices";
  private static final String DECIDE = "decide";

  private DeviceTopology() {}

  /// @param service names the writer in the records' headers
  public static Topology build(WireSerdes serdes, String service) {
    TopologyParts parts = new TopologyParts(serdes, service);
    parts.decide(DECIDE, Topics.DEVICE_COMMANDS, new DeviceAggregate(), STORE, states());
    parts.sink(Topics.DEVICE_EVENTS, DECIDE);
    return parts.build();
  }

  /// How states look in the store.
  static Serde<Versioned<Device>> states() {
    return StateSerde.of(Device.class, List.of(Device.class));
  }
}
