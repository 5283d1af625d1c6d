package io.signalbox.dispatcher.call.kafka;

import java.time.Duration;
import java.time.Instant;

/// Whether a lease that ran out tells that its executor is gone. It does not while this task may
/// have missed renewals itself: it has just begun, or was held up, by the broker for example. Then
/// executors get the time of a lease to be heard of.
final class LeaseTrust {
  /// Longer than ticks are late in a process that works.
  private static final Duration HELD_UP = ExpiryProcessor.TICK.multipliedBy(3);

  private final Duration lease;
  private Instant last;
  private Instant from;

  LeaseTrust(Duration lease, Instant begun) {
    this.lease = lease;
    this.last = begun;
    this.from = begun.plus(lease);
  }

  /// Whether something that was decided at this time came here at once: otherwise renewals may have
  /// been held up with it.
  static boolean isFresh(Instant decided, Instant now) {
    return Duration.between(decided, now).compareTo(HELD_UP) <= 0;
  }

  /// To be asked at each tick.
  boolean isTrusted(Instant now) {
    if (Duration.between(last, now).compareTo(HELD_UP) > 0) {
      from = now.plus(lease);
    }
    last = now;
    return !now.isBefore(from);
  }
}
