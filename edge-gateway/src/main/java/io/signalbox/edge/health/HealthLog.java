package io.signalbox.edge.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Tells the log when a part fares otherwise than before, and now and then that not all is well.
final class HealthLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(HealthMonitor.class);

  private final Duration reminder;
  private @Nullable Instant told;

  /// @param reminder how often it says again that not all is well
  HealthLog(Duration reminder) {
    this.reminder = reminder;
  }

  void changed(Snapshot before, Snapshot now) {
    now.parts().forEach((part, state) -> tell(part, before.parts().get(part), state));
    Instant last = told;
    boolean due = last == null || !last.plus(reminder).isAfter(now.checkedAt());
    if (now.condition() == Condition.HEALTHY) {
      told = null;
    } else if (before.condition() != now.condition() || due) {
      told = now.checkedAt();
      LOGGER
          .atWarn()
          .addKeyValue("status", now.condition().wireName())
          .addKeyValue("components", now.conditions())
          .log("not all that this instance needs is well");
    }
  }

  private static void tell(Part part, @Nullable PartState before, PartState now) {
    Condition was = before == null ? Condition.HEALTHY : before.condition();
    if (was != now.condition()) {
      LOGGER
          .atLevel(now.condition().compareTo(was) > 0 ? Level.WARN : Level.INFO)
          .addKeyValue("component", part.wireName())
          .addKeyValue("from", was.wireName())
          .addKeyValue("to", now.condition().wireName())
          .addKeyValue("reason", now.reason())
          .log("a component fares otherwise");
    }
  }
}
