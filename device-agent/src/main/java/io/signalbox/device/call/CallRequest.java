package io.signalbox.device.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/// A tool call, as the edge asks for it.
///
/// @param callId the same however often the call is delivered
/// @param args what the model wrote; not yet checked
/// @param deadline when the call is over, whatever came of it; null = never
public record CallRequest(
    String runId,
    String callId,
    String toolName,
    JsonNode args,
    @Nullable Instant deadline,
    Lease lease) {

  /// The same call under another lease.
  CallRequest under(Lease newer) {
    return new CallRequest(runId, callId, toolName, args, deadline, newer);
  }

  /// The same call without its arguments, which nobody needs once it has ended.
  CallRequest withoutArgs() {
    return new CallRequest(runId, callId, toolName, NullNode.getInstance(), deadline, lease);
  }

  /// Whether the deadline is over at the given time.
  public boolean isOverdue(Instant now) {
    return deadline != null && !now.isBefore(deadline);
  }
}
