package io.signalbox.kit.kafka;

import io.signalbox.schemas.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/// What the broker is told about a topic, by the names of Kafka's settings.
///
/// A compacted topic that also deletes holds payloads which people may order to be erased: a
/// tombstone does that only once the cleaner has passed, and by Kafka's defaults it may not pass
/// for a week (it leaves the segment that is written alone, and waits until half of the log is
/// dirty). Here a segment ends after [#SEGMENT], and must be cleaned [#COMPACTION] after its first
/// record, however little there is to clean: an erased payload is gone from the disk within a day.
/// The tombstone itself stays for [#TOMBSTONE] more, so that a reader which began before it sees it
/// too. A segment ends when the next record comes: in a partition without traffic the last one
/// waits.
final class TopicConfigs {
  static final Duration SEGMENT = Duration.ofHours(6);
  static final Duration COMPACTION = Duration.ofHours(12);
  static final Duration TOMBSTONE = Duration.ofHours(24);

  private static final String FOR_EVER = "-1";

  private TopicConfigs() {}

  /// Everything that a topic is made with, its cleanup policy included.
  static Map<String, String> of(Topic<?> topic, RetentionSettings retention) {
    Map<String, String> configs = new HashMap<>(adjustable(topic, retention));
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup().policy());
    return Map.copyOf(configs);
  }

  /// What may be changed on a topic that is there.
  static Map<String, String> adjustable(Topic<?> topic, RetentionSettings retention) {
    Map<String, String> configs = new HashMap<>(kept(topic, retention));
    configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(WireConfig.LARGEST_RECORD));
    return Map.copyOf(configs);
  }

  private static Map<String, String> kept(Topic<?> topic, RetentionSettings retention) {
    String kept = retention.of(topic.kept()).map(TopicConfigs::millis).orElse(FOR_EVER);
    return switch (topic.cleanup()) {
      case DELETE -> Map.of(TopicConfig.RETENTION_MS_CONFIG, kept);
      case COMPACT -> Map.of(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, kept);
      case COMPACT_AND_DELETE ->
          Map.of(
              TopicConfig.RETENTION_MS_CONFIG,
              kept,
              TopicConfig.SEGMENT_MS_CONFIG,
              millis(SEGMENT),
              TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
              millis(COMPACTION),
              TopicConfig.DELETE_RETENTION_MS_CONFIG,
              millis(TOMBSTONE));
    };
  }

  /// Dead letters are work that somebody still has to look at.
  static Map<String, String> deadLetters(RetentionSettings retention) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        Topic.Cleanup.DELETE.policy(),
        TopicConfig.RETENTION_MS_CONFIG,
        millis(retention.work()),
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(WireConfig.LARGEST_RECORD));
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
