package io.signalbox.edge.hsafa.socket;

import io.signalbox.edge.hsafa.problem.Problems;
import org.jspecify.annotations.Nullable;

/// A frame cannot be taken; the device is told, and the socket stays open.
final class FrameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What can be wrong with a frame. The names are part of the wire contract.
  enum Code {
    UNKNOWN_TYPE,
    NOT_REGISTERED,
    ALREADY_REGISTERED,
    NOT_TEXT
  }

  private final String code;
  private final @Nullable String callId;

  FrameException(Code code, String message) {
    this(code.name(), message, null);
  }

  /// @param callId the call that the frame is about, if any
  FrameException(String code, String message, @Nullable String callId) {
    super(message);
    this.code = code;
    this.callId = callId;
  }

  /// An owner's refusal, as this dialect names it.
  ///
  /// @param callId the call that the frame is about, if any
  static FrameException refusal(String code, String reason, @Nullable String callId) {
    return new FrameException(Problems.refused(code, reason).code().name(), reason, callId);
  }

  String code() {
    return code;
  }

  @Nullable String callId() {
    return callId;
  }
}
