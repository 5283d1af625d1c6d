package io.signalbox.edge.watch;

/// The run was there, and is removed.
public final class RunDeletedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param runId as the caller named it
  public RunDeletedException(String runId) {
    super("Expected a run, but the one with the id " + runId + " is deleted");
  }
}
