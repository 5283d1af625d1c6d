package io.signalbox.edge;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Latches in deciders, which must not throw what is checked.
final class Latches {
  private static final long PATIENCE_SECONDS = 20;

  private Latches() {}

  /// Returns when the latch is open; fails when that takes too long.
  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("Expected a latch to be opened, but it is not");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
