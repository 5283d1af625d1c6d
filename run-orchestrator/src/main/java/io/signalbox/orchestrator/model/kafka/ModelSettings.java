package io.signalbox.orchestrator.model.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How this instance makes model calls.
///
/// @param workers how many calls it makes at the same time
/// @param lock how long a call stays with a worker that died, before another takes it over; a
///   living worker renews it for as long as the call lasts. The broker sets limits
///   (`group.share.min.record.lock.duration.ms`, and `max`)
/// @param answerPatience how long a worker waits for the run to let it begin
@ConfigurationProperties("signalbox.model")
record ModelSettings(
    @DefaultValue("8") int workers,
    @DefaultValue("15s") Duration lock,
    @DefaultValue("10s") Duration answerPatience) {
  ModelSettings {
    if (workers < 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.model.workers to be 0 or more, but got " + workers);
    }
    if (lock.toMillis() < 1_000) {
      throw new IllegalArgumentException(
          "Expected signalbox.model.lock to be 1s or more, but got " + lock);
    }
    if (!answerPatience.isPositive()) {
      throw new IllegalArgumentException(
          "Expected signalbox.model.answer-patience to be more than nothing, but got "
              + answerPatience);
    }
  }
}
