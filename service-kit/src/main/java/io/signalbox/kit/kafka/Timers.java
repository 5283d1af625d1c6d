package io.signalbox.kit.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// When the aggregates of a task must be looked at: one time each, found in the order of time.
///
/// A time that moves back is left where it is, for most do with every event: whoever is found too
/// early is put in again.
final class Timers {
  private static final String BY_TIME = "-by-time";
  private static final String BY_ID = "-by-id";

  private final KeyValueStore<String, Timer> byTime;
  private final KeyValueStore<String, String> byId;

  Timers(ProcessorContext<?, ?> context, String states) {
    this.byTime = context.getStateStore(states + BY_TIME);
    this.byId = context.getStateStore(states + BY_ID);
  }

  /// The stores beside the store of states.
  static List<StoreBuilder<?>> stores(String states) {
    return List.of(
        store(states + BY_TIME, StateSerde.plain(Timer.class)),
        store(states + BY_ID, Serdes.String()));
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values);
  }

  /// Whom a timer is for. When an aggregate ends, its timer is replaced.
  record Timer(String tenantId) {}

  /// A timer whose time has come.
  record Due(String id, Timer timer) {}

  /// Makes sure that an aggregate is looked at by then.
  void set(String id, Instant at, Timer timer) {
    String present = byId.get(id);
    if (present == null || millis(present) > at.toEpochMilli()) {
      remove(id);
      String wanted = key(id, at);
      byTime.put(wanted, timer);
      byId.put(id, wanted);
    }
  }

  /// Whether a look at the aggregate is planned.
  boolean knows(String id) {
    return byId.get(id) != null;
  }

  /// Forgets an aggregate.
  void remove(String id) {
    String present = byId.delete(id);
    if (present != null) {
      byTime.delete(present);
    }
  }

  /// Takes out those whose time has come, earliest first.
  List<Due> due(Instant now, int most) {
    List<Due> due = new ArrayList<>();
    try (KeyValueIterator<String, Timer> timers = byTime.range("", key("~", now))) {
      while (timers.hasNext() && due.size() < most) {
        KeyValue<String, Timer> next = timers.next();
        due.add(new Due(next.key.substring(next.key.indexOf('/') + 1), next.value));
      }
    }
    due.forEach(each -> remove(each.id()));
    return due;
  }

  private static long millis(String key) {
    return Long.parseLong(key, 0, key.indexOf('/'), 10);
  }

  private static String key(String id, Instant at) {
    return "%016d/%s".formatted(at.toEpochMilli(), id);
  }
}
