package io.signalbox.benchmarks.edge.watchers;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Connections that are opened together, a few at a time: the next one waits until an earlier one
/// is ready.
final class Opening {
  private static final int SHOWN = 400;

  private final Semaphore turns;
  private final AtomicInteger ready = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile boolean over;

  Opening(int atOnce) {
    this.turns = new Semaphore(atOnce);
  }

  /// Waits for a turn; false when there is none in time.
  boolean turn(long untilNanos) throws InterruptedException {
    return turns.tryAcquire(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  void ready() {
    ready.incrementAndGet();
    turns.release();
  }

  /// A connection failed. The first reason is told on standard error.
  ///
  /// @param wasReady whether it had its turn already
  void failed(boolean wasReady, String why) {
    failed.incrementAndGet();
    if (!wasReady) {
      turns.release();
    }
    if (told.compareAndSet(false, true)) {
      System.err.println("a watcher failed: " + why.substring(0, Math.min(SHOWN, why.length())));
    }
  }

  int readyCount() {
    return ready.get();
  }

  int failedCount() {
    return failed.get();
  }

  /// From now on connections may end without that being a failure.
  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }
}
