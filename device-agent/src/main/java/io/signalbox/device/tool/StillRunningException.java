package io.signalbox.device.tool;

import io.signalbox.device.call.FailureCode;

/// What a tool has started could not be ended.
public final class StillRunningException extends ToolFailure {
  private static final long serialVersionUID = 1L;

  public StillRunningException(String message) {
    super(FailureCode.OUTCOME_UNKNOWN, message);
  }
}
