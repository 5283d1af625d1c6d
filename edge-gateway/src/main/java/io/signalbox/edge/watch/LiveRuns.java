package io.signalbox.edge.watch;

import java.util.concurrent.CompletableFuture;

/// The live end of the log of runs.
public interface LiveRuns {

  /// The partition of the log that a run is in.
  int partition(String runId);

  /// Has every event of the run handed over, from the attachment's barrier on, in log order.
  ///
  /// @param from where reading starts if nobody here reads the partition yet
  CompletableFuture<Attachment> attach(String runId, long from, Listener listener);

  /// Takes live events, one at a time, on a thread that it must not hold up.
  interface Listener {

    /// The next event.
    void next(long offset, RunEventFrame frame);

    /// No event will follow, as this listener failed to take one.
    void failed(RuntimeException cause);
  }

  /// A listener in its place.
  ///
  /// @param barrier offset from which on every event of the run is handed over
  /// @param detach ends it; may be called from any thread, more than once
  record Attachment(long barrier, Runnable detach) {}
}
