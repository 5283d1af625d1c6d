package io.signalbox.edge.watch;

import java.util.Locale;

/// A watch ends before its run does. The watcher loses nothing by coming back with its cursor,
/// unless the reason says otherwise.
public final class WatchEndedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why a watch ends early. The names are part of the wire contract.
  public enum Reason {
    /// The watcher reads slower than the run speaks.
    SLOW_CONSUMER,
    /// Events after the cursor are no longer kept.
    HISTORY_TRIMMED,
    /// This instance shuts down; others go on.
    EDGE_STOPPING
  }

  private final Reason reason;
  private final long oldest;

  private WatchEndedException(Reason reason, String message, long oldest) {
    super(message);
    this.reason = reason;
    this.oldest = oldest;
  }

  static WatchEndedException slow(WatchSettings settings) {
    return new WatchEndedException(
        Reason.SLOW_CONSUMER,
        "Expected the watcher to keep up, but more than %d events or %s wait for it"
            .formatted(settings.buffer(), settings.bufferBytes()),
        0);
  }

  static WatchEndedException trimmed(long after, long oldest) {
    return new WatchEndedException(
        Reason.HISTORY_TRIMMED,
        "Expected the event after %d, but the oldest one kept is %d".formatted(after, oldest),
        oldest);
  }

  static WatchEndedException stopping() {
    return new WatchEndedException(Reason.EDGE_STOPPING, "This instance shuts down", 0);
  }

  /// In one word, why a watch ends with a failure.
  static String reasonOf(Throwable cause) {
    return cause instanceof WatchEndedException ended
        ? ended.reason.name().toLowerCase(Locale.ROOT)
        : "failed";
  }

  /// Why.
  public Reason reason() {
    return reason;
  }

  /// [Reason#HISTORY_TRIMMED]: seq of the oldest event kept after the cursor; 0 = none is.
  public long oldest() {
    return oldest;
  }
}
