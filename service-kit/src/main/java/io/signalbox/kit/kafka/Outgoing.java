package io.signalbox.kit.kafka;

import io.signalbox.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;

/// A record on its way to a topic; the sink is named like the topic.
public record Outgoing(String sink, String key, SpecificRecord value) {

  /// A record for `topic`, keyed by its aggregate.
  public static <V extends SpecificRecord> Outgoing to(Topic<V> topic, V value) {
    return to(topic, WireRecords.envelope(value).getAggregateId(), value);
  }

  /// A record for `topic` under another key than its aggregate.
  public static <V extends SpecificRecord> Outgoing to(Topic<V> topic, String key, V value) {
    return new Outgoing(topic.name(), key, value);
  }
}
