package io.signalbox.edge.watch;

/// A cursor points past the last event of a run that is finished.
public final class CursorBeyondEndException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long lastSeq;

  CursorBeyondEndException(String runId, long cursor, long lastSeq) {
    super(
        "Expected a cursor of at most %d, the end of run %s, but it is %d"
            .formatted(lastSeq, runId, cursor));
    this.lastSeq = lastSeq;
  }

  /// Seq of the run's last event.
  public long lastSeq() {
    return lastSeq;
  }
}
