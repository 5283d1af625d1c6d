package io.signalbox.orchestrator.run;

import java.time.Instant;

/// How the model call of a step stands.
///
/// ```
/// Held → Awaiting → Attempting → Held (the turn is over)
///           ↑  ↑__________│↑ (another worker takes over, or the request is made again)
///           └── BackingOff ←┘
/// ```
public sealed interface Call {

  /// No call is asked for.
  record Held() implements Call {}

  /// Asked for, and not taken by a worker yet.
  ///
  /// @param attempt number of the attempt that will begin, from 1
  record Awaiting(int attempt, Instant since) implements Call {}

  /// Under way.
  ///
  /// @param request the request that the worker took
  /// @param delivery how often the request had been handed to a worker; 0 = not known
  /// @param nextIndex number of the next delta
  record Attempting(
      int attempt,
      int request,
      int delivery,
      String attemptId,
      String worker,
      int nextIndex,
      Instant began)
      implements Call {

    Attempting next(int index) {
      return new Attempting(attempt, request, delivery, attemptId, worker, index + 1, began);
    }

    /// Whether the request has been handed to a worker again since. Workers that are slow to ask
    /// may ask after the one that has their request now.
    boolean isBefore(int later) {
      return later == 0 || later > delivery;
    }
  }

  /// Failed, and asked for again later.
  ///
  /// @param attempt number of the next attempt
  record BackingOff(int attempt, Instant until) implements Call {}
}
