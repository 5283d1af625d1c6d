package io.signalbox.edge.claw.node;

import io.signalbox.edge.claw.EventFrame;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The events that a node gets.
final class NodeFrames {
  static final String REQUEST = "node.invoke.request";
  static final String CANCEL = "node.invoke.cancel";

  private NodeFrames() {}

  /// A call. The node keeps `idempotencyKey` if it is to do nothing twice: the same call may come
  /// again, in another session.
  static EventFrame request(String nodeId, DispatchToolCall call, Instant now) {
    ObjectNode payload = payload(nodeId, CallName.of(call.getRunId(), call.getCallId()));
    payload.put("command", call.getToolName());
    payload.put("paramsJSON", call.getArgs());
    Instant deadline = call.getDeadline();
    if (deadline != null) {
      payload.put("timeoutMs", Math.max(1, Duration.between(now, deadline).toMillis()));
    }
    payload.put("idempotencyKey", call.getCallId());
    return EventFrame.of(REQUEST, payload);
  }

  /// A call is no longer wanted; the node may never have had it.
  static EventFrame cancel(String nodeId, RevokeToolCall revoked) {
    ObjectNode payload = payload(nodeId, CallName.of(revoked.getRunId(), revoked.getCallId()));
    payload.put("reason", revoked.getReason());
    return EventFrame.of(CANCEL, payload);
  }

  private static ObjectNode payload(String nodeId, CallName name) {
    return JsonMapper.shared().createObjectNode().put("id", name.text()).put("nodeId", nodeId);
  }
}
