package io.signalbox.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicConfigsTest {
  private static final RetentionSettings RETENTION =
      new RetentionSettings(
          Duration.ofMillis(1),
          Duration.ofDays(30),
          Duration.ofMillis(3),
          Duration.ofMillis(4),
          Duration.ofMillis(5),
          Duration.ofMillis(6));
  private static final String HISTORY = "2592000000";

  private static final String LARGEST = "8388608";

  static List<Topic<?>> topics() {
    return Topics.all();
  }

  @Test
  void shouldKeepEachTopicAsLongAsItsClass() {
    assertThat(TopicConfigs.of(Topics.RUN_COMMANDS, RETENTION))
        .isEqualTo(
            Map.of("cleanup.policy", "delete", "retention.ms", "1", "max.message.bytes", LARGEST));
    assertThat(TopicConfigs.of(Topics.TOOL_EVENTS, RETENTION))
        .isEqualTo(
            Map.of(
                "cleanup.policy", "delete", "retention.ms", HISTORY, "max.message.bytes", LARGEST));
    assertThat(TopicConfigs.of(Topics.COMMAND_REPLIES, RETENTION))
        .isEqualTo(
            Map.of("cleanup.policy", "delete", "retention.ms", "3", "max.message.bytes", LARGEST));
    assertThat(TopicConfigs.of(Topics.AGENT_EVENTS, RETENTION))
        .isEqualTo(
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "max.message.bytes", LARGEST));
    assertThat(TopicConfigs.of(Topics.DEVICE_EVENTS, RETENTION))
        .isEqualTo(
            Map.of(
                "cleanup.policy",
                "compact",
                "min.compaction.lag.ms",
                HISTORY,
                "max.message.bytes",
                LARGEST));
    assertThat(TopicConfigs.deadLetters(RETENTION))
        .isEqualTo(
            Map.of("cleanup.policy", "delete", "retention.ms", "1", "max.message.bytes", LARGEST));
  }

  @Test
  void shouldEraseWhatADeletedRunSaidWithinADay() {
    assertThat(TopicConfigs.of(Topics.RUN_EVENTS, RETENTION))
        .isEqualTo(
            Map.of(
                "cleanup.policy", "compact,delete",
                "retention.ms", HISTORY,
                "segment.ms", "21600000",
                "max.compaction.lag.ms", "43200000",
                "delete.retention.ms", "86400000",
                "max.message.bytes", LARGEST));
    assertThat(TopicConfigs.SEGMENT.plus(TopicConfigs.COMPACTION)).isLessThan(Duration.ofDays(1));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldNeverChangeWhatIsLost(Topic<?> topic) {
    assertThat(TopicConfigs.adjustable(topic, RETENTION))
        .isNotEmpty()
        .doesNotContainKey("cleanup.policy");
  }
}
