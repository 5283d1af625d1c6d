package io.signalbox.stack.backing;

import io.signalbox.stack.process.ChildProcess;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits until a child says that it is ready, and tells why when it does not get there.
public final class Startup {

  private static final long PAUSE_MILLIS = 25;
  private static final int LOG_LINES = 20;

  private Startup() {}

  /// Returns when the child is ready. Otherwise ends it and throws.
  ///
  /// @throws BackingException when the child ends or the time is over; its last log lines are in
  ///   the message
  public static void await(ChildProcess child, Duration limit, BooleanSupplier ready) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!child.isAlive()) {
        throw failed(child, "ended with status " + child.process().exitValue());
      }
      if (System.nanoTime() > deadline) {
        child.kill();
        throw failed(child, "took longer than %d s".formatted(limit.toSeconds()));
      }
      pause(child);
    }
  }

  private static BackingException failed(ChildProcess child, String how) {
    return new BackingException(
        "Expected %s to become ready, but it %s. The end of %s:%n%s"
            .formatted(
                child.name(),
                how,
                child.log().path(),
                String.join("\n", child.log().tail(LOG_LINES))));
  }

  private static void pause(ChildProcess child) {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      child.kill();
      throw new BackingException("Interrupted while " + child.name() + " was starting", e);
    }
  }
}
