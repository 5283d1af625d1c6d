package io.signalbox.device.link;

import java.time.Duration;

/// How long to wait before the next attempt to connect: 100 ms, doubled with each failure, up to 60
/// s, ±25 %, and never outside of these bounds.
final class Backoff {
  static final Duration SHORTEST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(60);
  private static final double SPREAD = 0.25;
  private static final int MOST_DOUBLINGS = 10; // 100 ms · 2^10 is beyond 60 s

  private Backoff() {}

  /// @param failures since the last success, 0 or more
  /// @param random from 0, inclusive, to 1
  static Duration after(int failures, double random) {
    long step =
        Math.min(SHORTEST.toMillis() << Math.min(failures, MOST_DOUBLINGS), LONGEST.toMillis());
    long spread = Math.round(step * (1 + SPREAD * (2 * random - 1)));
    return Duration.ofMillis(Math.clamp(spread, SHORTEST.toMillis(), LONGEST.toMillis()));
  }
}
