package io.signalbox.edge.runs;

/// The run is over, so nothing can be said to it any more.
public final class RunEndedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunEndedException(String message) {
    super(message);
  }
}
