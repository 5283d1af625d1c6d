package io.signalbox.benchmarks.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// A steady pace, whatever else happens: a step that comes late is followed by those that are due.
public final class Pace {
  private Pace() {}

  /// Does steps at their times.
  ///
  /// @param perSecond 0 = one right after the other
  public static void steadily(int count, int perSecond, IntConsumer step) {
    long pause = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
    long next = System.nanoTime();
    for (int i = 0; i < count; i++) {
      while (System.nanoTime() < next) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
      next += pause;
      step.accept(i);
    }
  }
}
