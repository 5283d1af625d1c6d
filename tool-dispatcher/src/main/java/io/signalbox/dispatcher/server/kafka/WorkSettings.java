package io.signalbox.dispatcher.server.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How this instance executes tools.
///
/// @param workers how many calls it executes at the same time; 0 = it executes none
/// @param lock how long a call stays with a worker that died, before another gets it; a living
///   worker renews it. The broker sets limits (`group.share.min.record.lock.duration.ms`, and
///   `max`)
/// @param answerPatience how long a worker waits for an answer to whether it may begin or go on,
///   before it asks again
@ConfigurationProperties("signalbox.tools.work")
record WorkSettings(
    @DefaultValue("16") int workers,
    @DefaultValue("15s") Duration lock,
    @DefaultValue("10s") Duration answerPatience) {
  WorkSettings {
    if (workers < 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.tools.work.workers to be 0 or more, but got " + workers);
    }
    if (lock.toMillis() < 1_000) {
      throw new IllegalArgumentException(
          "Expected signalbox.tools.work.lock to be 1s or more, but got " + lock);
    }
    if (!answerPatience.isPositive()) {
      throw new IllegalArgumentException(
          "Expected signalbox.tools.work.answer-patience to be more than nothing, but got "
              + answerPatience);
    }
  }
}
