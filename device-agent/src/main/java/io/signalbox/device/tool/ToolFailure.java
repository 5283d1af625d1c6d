package io.signalbox.device.tool;

import io.signalbox.device.call.FailureCode;

/// A call has no result. The message is for the model and for people.
public class ToolFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  public ToolFailure(FailureCode code, String message) {
    super(message);
    this.code = code;
  }

  /// Why.
  public FailureCode code() {
    return code;
  }
}
