package io.signalbox.device.call;

/// Why a call has no result. The names are part of the wire contract and of the journal.
public enum FailureCode {
  /// The tool is not one of this device.
  UNKNOWN_TOOL,
  /// The arguments miss what the tool takes.
  INVALID_ARGUMENTS,
  /// The request itself cannot be read.
  INVALID_REQUEST,
  /// Too many calls wait already; this one was not begun.
  BUSY,
  /// The call's deadline passed before it began, or while it ran and was ended.
  DEADLINE_PASSED,
  /// The tool took longer than the configuration allows, and was ended.
  TIMEOUT,
  /// The call was taken back; nothing of it runs.
  CANCELED,
  /// Nobody can say whether the call took effect.
  OUTCOME_UNKNOWN,
  /// The result does not fit into a frame.
  RESULT_TOO_LARGE,
  /// The tool tried and could not.
  TOOL_FAILED
}
