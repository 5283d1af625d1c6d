package io.signalbox.registry.device;

import java.time.Duration;
import java.time.Instant;

/// A clock that goes only while somebody looks at it: the time of a registry that was held up
/// itself is nobody's silence.
public final class AttentiveClock {
  private final Duration longest;
  private Instant looked;
  private Instant now;

  /// @param longest most that passes between two looks
  public AttentiveClock(Instant wall, Duration longest) {
    this.longest = longest;
    this.looked = wall;
    this.now = wall;
  }

  /// Looks at the clock on the wall.
  public Instant look(Instant wall) {
    Duration passed = Duration.between(looked, wall);
    looked = wall;
    if (passed.isPositive()) {
      now = now.plus(passed.compareTo(longest) > 0 ? longest : passed);
    }
    return now;
  }

  /// What it showed at the last look.
  public Instant now() {
    return now;
  }
}
