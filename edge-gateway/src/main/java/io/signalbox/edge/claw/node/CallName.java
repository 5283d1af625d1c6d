package io.signalbox.edge.claw.node;

import java.util.Optional;
import java.util.regex.Pattern;

/// How a call is named towards a node: the run that waits and the call, or the call alone. So a
/// node can answer over another connection, to another edge, and nobody has to remember anything.
///
/// @param runId the call itself when no run waits
record CallName(String runId, String callId) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  static CallName of(String runId, String callId) {
    return new CallName(runId, callId);
  }

  /// Reads a name; empty when it is none of ours.
  static Optional<CallName> parse(String text) {
    int slash = text.indexOf('/');
    String run = slash < 0 ? text : text.substring(0, slash);
    String call = text.substring(slash + 1);
    return ID.matcher(run).matches() && ID.matcher(call).matches()
        ? Optional.of(new CallName(run, call))
        : Optional.empty();
  }

  String text() {
    return runId.equals(callId) ? callId : runId + "/" + callId;
  }
}
