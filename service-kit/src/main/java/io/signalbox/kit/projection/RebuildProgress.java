package io.signalbox.kit.projection;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Tells about every second how far a rebuild is.
final class RebuildProgress {
  private static final long EVERY = Duration.ofSeconds(1).toNanos();

  private final PrintStream out;
  private final long begun = System.nanoTime();
  private long total;
  private long done;
  private long told;

  RebuildProgress(PrintStream out) {
    this.out = out;
  }

  /// There is more to do.
  void expect(long more) {
    total += more;
  }

  /// Some of it is done.
  void done(long some) {
    done += some;
    long now = System.nanoTime();
    if (done >= total || now - begun - told >= EVERY) {
      told = now - begun;
      out.println(line(total, done, Duration.ofNanos(told)));
    }
  }

  static String line(long total, long done, Duration elapsed) {
    double seconds = Math.max(elapsed.toNanos() / 1e9, 1e-3);
    double rate = done / seconds;
    double left = rate > 0 ? (total - done) / rate : 0;
    return String.format(
        Locale.ROOT,
        "%d of %d events (%d %%), %.0f/s, %s left",
        done,
        total,
        total == 0 ? 100 : done * 100 / total,
        rate,
        Duration.ofSeconds(Math.round(left)).toString().substring(2).toLowerCase(Locale.ROOT));
  }
}
