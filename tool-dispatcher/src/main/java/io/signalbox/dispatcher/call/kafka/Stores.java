package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.KnownDevice;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.Versioned;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/// The stores of a task: the calls of its partition, all devices, and what finds them.
final class Stores {
  /// Call id → state.
  static final String CALLS = "calls";

  /// Device id → device; every task holds all devices.
  static final String DEVICES = "devices";

  /// Tenant, tool, device → device id; connected devices only.
  static final String DECLARED = "declared";

  /// Tenant, tool, time of the request, call → call id; calls for any device. And with an empty
  /// name and the device in the place of tenant and tool: calls for that device.
  static final String WAITING = "waiting";

  /// Device, call → call id; dispatched calls, and canceled ones that the device may still be at.
  static final String IN_FLIGHT = "in-flight";

  /// Time at which a call is due, call → call id; calls that are not over. And behind `lease/` the
  /// time at which its lease runs out.
  static final String DEADLINES = "deadlines";

  /// Time of settling, call → call id; settled calls.
  static final String SETTLED = "settled";

  private Stores() {}

  static List<StoreBuilder<?>> all() {
    return List.of(
        store(CALLS, states()),
        store(DEVICES, StateSerde.plain(KnownDevice.class)),
        store(DECLARED, Serdes.String()),
        store(WAITING, Serdes.String()),
        store(IN_FLIGHT, Serdes.String()),
        store(DEADLINES, Serdes.String()),
        store(SETTLED, Serdes.String()));
  }

  /// How calls look in their store.
  static Serde<Versioned<ToolCall>> states() {
    return StateSerde.of(ToolCall.class, List.of(ToolCall.class));
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
        org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name), Serdes.String(), values);
  }
}
