package io.signalbox.edge.claw;

/// Why a text is no frame. The names are part of the wire contract.
enum ParseCode {
  /// It is not JSON.
  INVALID_JSON,
  /// It is JSON, but a part of it is not as it must be.
  INVALID_FRAME,
  MISSING_TYPE,
  /// Its type is none of req, res and event.
  UNKNOWN_TYPE,
  MISSING_ID,
  MISSING_METHOD,
  MISSING_OK,
  MISSING_EVENT,
  /// It is a frame, but not one that this side takes.
  UNEXPECTED_TYPE,
  /// It is not text.
  NOT_TEXT
}
