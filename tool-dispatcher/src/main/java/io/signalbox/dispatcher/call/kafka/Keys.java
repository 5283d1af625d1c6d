package io.signalbox.dispatcher.call.kafka;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Keys that sort as the indexes are read.
final class Keys {
  private static final StringSerializer STRINGS = new StringSerializer();

  private Keys() {}

  /// Sorts by time; microseconds since the epoch, none before it.
  static String time(Instant time) {
    return "%020d".formatted(Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, time)));
  }

  /// What a store holds under keys with this prefix, in key order.
  static List<String> under(KeyValueStore<String, String> store, String prefix) {
    List<String> values = new ArrayList<>();
    try (KeyValueIterator<String, String> found = store.prefixScan(prefix, STRINGS)) {
      found.forEachRemaining(entry -> values.add(entry.value));
    }
    return values;
  }
}
