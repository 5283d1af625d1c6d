package io.signalbox.schemas.topic;

import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/// One topic: its name, what its records are, and what the broker keeps of it.
///
/// Keys are always strings, the id named by `key`, placed by Kafka's default partitioner, so that
/// one aggregate is one partition in order.
///
/// @param name the topic's name in Kafka
/// @param key what the record key is: `runId`, `callId`, ...
/// @param value the type of the record value
/// @param partitions how many partitions a new installation gets; fixed for the topic's life, as
///   aggregates are bound to theirs
/// @param cleanup what the broker removes
/// @param kept how long records stay
public record Topic<V extends SpecificRecord>(
    String name, String key, Class<V> value, int partitions, Cleanup cleanup, Kept kept) {

  /// What the broker removes from a topic.
  public enum Cleanup {
    /// Records older than the retention.
    DELETE("delete"),
    /// All but the newest record of a key, once older than the retention; tombstones remove a key.
    COMPACT("compact"),
    /// Records older than the retention, and at once those whose key has a newer one or a
    /// tombstone.
    COMPACT_AND_DELETE("compact,delete");

    private final String policy;

    Cleanup(String policy) {
      this.policy = policy;
    }

    /// The value of Kafka's `cleanup.policy`.
    public String policy() {
      return policy;
    }
  }

  public Topic {
    Objects.requireNonNull(value);
    Objects.requireNonNull(kept);
    if (name.isBlank() || partitions < 1) {
      throw new IllegalArgumentException(
          "Expected a name and at least one partition, but got '%s' and %d"
              .formatted(name, partitions));
    }
  }

  /// The topic that takes records of this one which could not be decoded or applied.
  public String deadLetters() {
    return name + ".dlt";
  }
}
