package io.signalbox.edge.watch;

/// The tenant has no such run.
public final class NoSuchRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param runId as the caller named it
  public NoSuchRunException(String runId) {
    super("Expected a run, but there is none with the id " + runId);
  }
}
