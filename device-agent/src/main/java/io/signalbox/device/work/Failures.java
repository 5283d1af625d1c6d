package io.signalbox.device.work;

import io.signalbox.device.call.CallRequest;
import io.signalbox.device.call.FailureCode;
import io.signalbox.device.call.Outcome;
import java.util.List;

/// What is answered where no tool has spoken.
final class Failures {
  private Failures() {}

  static Outcome interrupted() {
    return new Outcome.Failed(
        FailureCode.OUTCOME_UNKNOWN,
        "The device was stopped while the tool ran; whether it took effect is unknown");
  }

  static Outcome overdue(CallRequest request) {
    return new Outcome.Failed(
        FailureCode.DEADLINE_PASSED,
        "The deadline %s of the call passed before it began".formatted(request.deadline()));
  }

  static Outcome unknownTool(CallRequest request, List<String> known) {
    return new Outcome.Failed(
        FailureCode.UNKNOWN_TOOL,
        "Expected toolName to be one of %s, but it is %s"
            .formatted(String.join(", ", known), request.toolName()));
  }

  static Outcome busy(String why) {
    return new Outcome.Failed(FailureCode.BUSY, "The device is busy: " + why);
  }

  static Outcome unreadable(String reason) {
    return new Outcome.Failed(FailureCode.INVALID_REQUEST, reason);
  }
}
