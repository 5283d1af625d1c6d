package io.signalbox.edge.claw.node;

import io.signalbox.edge.claw.ErrorCode;
import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.devices.Outcome;
import io.signalbox.kit.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What an operator is told of its invocation.
///
/// `retryable` means: the same request may end otherwise. That is so as long as nothing was asked
/// of the log, or nobody knows what it said; an outcome stays, and another try needs another key.
record InvokeAnswers(String nodeId, String command) {
  private static final String NOT_CONNECTED = "NOT_CONNECTED";

  /// @throws MethodException when it did not succeed
  ObjectNode answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed(String result) -> completed(result);
      case Outcome.Failed(String error, String code) -> throw failed(error, code);
      case Outcome.NotConnected(String reason) ->
          throw unavailable(reason, NOT_CONNECTED, false, false);
      case Outcome.Left(String reason) -> throw unavailable(reason, NOT_CONNECTED, true, false);
      case Outcome.NotDeclared _ -> throw notAllowed("command not declared by node");
      case Outcome.Expired(String reason) -> throw unavailable(reason, "TIMEOUT", true, false);
      case Outcome.Unheard _ ->
          throw unavailable("the log did not tell the outcome in time", "TIMEOUT", true, true);
      case Outcome.Canceled(String reason) -> throw unavailable(reason, "CANCELED", true, false);
      case Outcome.OtherCall _ ->
          throw MethodException.invalid(
                  "Expected a new idempotencyKey, but another call was made with it")
              .details(details().put("reason", "idempotencyKey reused"));
      case Outcome.Refused(String code, String reason) ->
          throw MethodException.unavailable(reason).details(details().put("code", code));
    };
  }

  private ObjectNode completed(@Nullable String result) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("ok", true).put("nodeId", nodeId).put("command", command);
    if (result == null || result.equals("null")) {
      return answer.putNull("payload").putNull("payloadJSON");
    }
    answer.set("payload", WireJson.json(result));
    return answer.put("payloadJSON", result);
  }

  private MethodException failed(String error, @Nullable String code) {
    ObjectNode details = details().put("code", "NODE_ERROR");
    details.putObject("nodeError").put("code", code).put("message", error);
    String message = code == null ? error : code + ": " + error;
    return new MethodException(ErrorCode.UNAVAILABLE, message, details, false, null);
  }

  /// The node cannot be asked now; nothing was.
  MethodException notConnected(String how) {
    return unavailable("node %s %s".formatted(nodeId, how), NOT_CONNECTED, false, true);
  }

  MethodException notAllowed(String reason) {
    return MethodException.invalid("node command not allowed: " + reason)
        .details(details().put("reason", reason));
  }

  /// @param delivered whether the node may have had the command
  private MethodException unavailable(
      String message, String code, boolean delivered, boolean retryable) {
    ObjectNode details = details().put("code", code).put("delivered", delivered);
    return new MethodException(ErrorCode.UNAVAILABLE, message, details, retryable, null);
  }

  private ObjectNode details() {
    return JsonMapper.shared().createObjectNode().put("nodeId", nodeId).put("command", command);
  }
}
