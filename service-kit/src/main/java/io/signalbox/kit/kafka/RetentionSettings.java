package io.signalbox.kit.kafka;

import io.signalbox.schemas.topic.Kept;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long everything is kept: topics, views and state stores. The same for all services, which
/// each bring existing topics to it at start.
///
/// @param work commands, requests, results and dead letters in Kafka
/// @param history facts in Kafka; what views are rebuilt from
/// @param answers words in Kafka to one process that waits for them
/// @param events events of a run in the view that watchers resume from
/// @param views what has ended, in the views: runs with their messages, tool calls, sessions
/// @param ended what has ended, in the state stores of the services that decide; until then a
///   command to it is told so, afterwards that there is no such thing
@ConfigurationProperties("signalbox.retention")
public record RetentionSettings(
    @DefaultValue("7d") Duration work,
    @DefaultValue("30d") Duration history,
    @DefaultValue("1h") Duration answers,
    @DefaultValue("7d") Duration events,
    @DefaultValue("21d") Duration views,
    @DefaultValue("25h") Duration ended) {
  /// No run may take longer.
  public static final Duration LONGEST_RUN = Duration.ofDays(7);

  public RetentionSettings {
    Map.of(
            "work", work,
            "history", history,
            "answers", answers,
            "events", events,
            "views", views,
            "ended", ended)
        .forEach(RetentionSettings::requirePositive);
    if (events.compareTo(views) > 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.retention.events to be at most signalbox.retention.views, but got %s and %s"
              .formatted(events, views));
    }
    if (views.plus(LONGEST_RUN).compareTo(history) > 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.retention.history to be at least signalbox.retention.views and the"
              + " longest run (%s) together, as a rebuilt view must find what the live one has, but got %s and %s"
                  .formatted(LONGEST_RUN, history, views));
    }
  }

  /// How long the records of a class stay; empty = for ever.
  public Optional<Duration> of(Kept kept) {
    return switch (kept) {
      case WORK -> Optional.of(work);
      case HISTORY -> Optional.of(history);
      case ANSWERS -> Optional.of(answers);
      case FOR_EVER -> Optional.empty();
    };
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.retention.%s to be more than nothing, but got %s"
              .formatted(name, duration));
    }
  }
}
