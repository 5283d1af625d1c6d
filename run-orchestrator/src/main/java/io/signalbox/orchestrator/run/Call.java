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
  /// @param nextIndex number of the next delta
  record Attempting(
      int attempt, int request, String attemptId, String worker, int nextIndex, Instant began)
      implements Call {

    Attempting next(int index) {
      return new Attempting(attempt, request, attemptId, worker, index + 1, began);
    }
  }

  /// Failed, and asked for again later.
  ///
  /// @param attempt number of the next attempt
  record BackingOff(int attempt, Instant until) implements Call {}
}
