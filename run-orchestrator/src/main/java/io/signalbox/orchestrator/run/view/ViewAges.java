package io.signalbox.orchestrator.run.view;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long rows stay.
///
/// @param events the events of a run, after its end
/// @param views a run or a session and all that hangs on it, after its end; shorter than what the
///   log keeps, less the longest time that a run may take, so that a rebuild makes the same rows
@ConfigurationProperties("signalbox.retention")
record ViewAges(@DefaultValue("7d") Duration events, @DefaultValue("21d") Duration views) {
  ViewAges {
    if (events.isNegative() || events.isZero()) {
      throw new IllegalArgumentException(
          "Expected signalbox.retention.events to be positive, but got " + events);
    }
    if (views.compareTo(events) < 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.retention.views to be signalbox.retention.events (%s) or more, but got %s"
              .formatted(events, views));
    }
  }
}
