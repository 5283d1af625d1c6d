package io.signalbox.kit.kafka;

import io.signalbox.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// A record on its way to a topic; the sink is named like the topic.
///
/// @param value null = a tombstone, which erases what the topic has under the key
public record Outgoing(String sink, String key, @Nullable SpecificRecord value) {

  /// A record for `topic`, keyed by its aggregate.
  public static <V extends SpecificRecord> Outgoing to(Topic<V> topic, V value) {
    return to(topic, WireRecords.envelope(value).getAggregateId(), value);
  }

  /// A record for `topic` under another key than its aggregate.
  public static <V extends SpecificRecord> Outgoing to(Topic<V> topic, String key, V value) {
    return new Outgoing(topic.name(), key, value);
  }

  /// Erases what `topic` has under a key.
  public static Outgoing tombstone(Topic<?> topic, String key) {
    return new Outgoing(topic.name(), key, null);
  }
}
