package io.signalbox.dispatcher.call;

/// How a call ended.
public enum Outcome {
  /// With a result.
  COMPLETED,
  /// With an error.
  FAILED,
  /// At its deadline, with neither.
  EXPIRED,
  /// By its run, which no longer needed it.
  CANCELED,
  /// With its executor, which was lost and may have executed it or not.
  OUTCOME_UNKNOWN
}
