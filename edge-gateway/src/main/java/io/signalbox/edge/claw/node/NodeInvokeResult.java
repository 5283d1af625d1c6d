package io.signalbox.edge.claw.node;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.claw.Needs;
import io.signalbox.edge.claw.Params;
import io.signalbox.edge.commands.ToolReports;
import io.signalbox.edge.commands.ToolReports.Report;
import io.signalbox.edge.devices.CallLeases;
import io.signalbox.edge.devices.DeviceSession;
import io.signalbox.edge.json.Booleans;
import io.signalbox.edge.json.Fields;
import io.signalbox.kit.json.WireJson;
import io.signalbox.kit.kafka.Answer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `node.invoke.result`: a node says what came of a call. An answer that comes too late, or again,
/// is taken and changes nothing.
@Component
final class NodeInvokeResult implements Method {
  private static final int LONGEST_ID = 128;
  private static final int LONGEST_ERROR = 4096;
  private static final int MOST_CHARACTERS = 256 * 1024;

  private final NodeConnections nodes;
  private final ToolReports reports;
  private final CallLeases leases;

  NodeInvokeResult(NodeConnections nodes, ToolReports reports, CallLeases leases) {
    this.nodes = nodes;
    this.reports = reports;
    this.leases = leases;
  }

  /// @param result JSON; null when the call failed
  private record Request(
      String id,
      String nodeId,
      @Nullable String result,
      @Nullable String error,
      @Nullable String code) {

    static Request read(Fields fields) {
      boolean ok = Booleans.required(fields, "ok");
      String result = result(fields);
      Fields error = fields.optionalObject("error");
      String code = error == null ? null : error.optionalText("code", LONGEST_ID);
      String message = error == null ? null : error.optionalText("message", LONGEST_ERROR);
      return new Request(
          fields.text("id", LONGEST_ID),
          NodeIds.read(fields),
          ok ? result : null,
          ok ? null : Objects.requireNonNullElse(message, "The node gave no reason"),
          ok ? null : code);
    }

    /// The text goes before the value, as both mean the same.
    private static String result(Fields fields) {
      String text = fields.optionalString("payloadJSON");
      JsonNode value = text == null ? fields.any("payload") : WireJson.json(text);
      String result = value == null ? "null" : value.toString();
      if (result.length() > MOST_CHARACTERS) {
        fields.reject(
            text == null ? "payload" : "payloadJSON",
            "at most %d characters of JSON".formatted(MOST_CHARACTERS));
      }
      return result;
    }
  }

  @Override
  public String name() {
    return "node.invoke.result";
  }

  @Override
  public Needs needs() {
    return Needs.nodeOnly();
  }

  @Override
  public Flux<ObjectNode> call(Caller caller, Params params) {
    Request request =
        params
            .only("id", NodeIds.FIELD, "ok", "payload", "payloadJSON", "error")
            .read(Request::read);
    DeviceSession session = nodes.session(caller);
    if (!isCaller(request.nodeId(), session, caller.hello().deviceId())) {
      throw MethodException.invalid(
          "Expected nodeId to be %s, the caller's, but it is %s"
              .formatted(session.deviceId(), request.nodeId()));
    }
    Optional<CallName> call = CallName.parse(request.id());
    return call.isEmpty()
        ? Flux.just(taken(true)) // none of ours, so nobody waits
        : reports
            .send(session.device(), report(request, call.get(), session))
            .doOnNext(_ -> leases.settled(session, call.get().callId()))
            .map(NodeInvokeResult::answer)
            .flux();
  }

  private static boolean isCaller(
      String nodeId, DeviceSession session, @Nullable String fingerprint) {
    return nodeId.equals(session.deviceId()) || nodeId.equals(fingerprint);
  }

  private static Report report(Request request, CallName call, DeviceSession session) {
    return new Report(
            call.runId(), call.callId(), request.result(), request.error(), request.code())
        .from("device", session.deviceId(), null);
  }

  private static ObjectNode answer(Answer answer) {
    return switch (answer) {
      case Answer.Accepted accepted -> taken(accepted.events() == 0);
      case Answer.Late _ -> taken(false); // it is durable, and will be applied
      case Answer.Rejected(String code, String reason) -> refused(code, reason);
    };
  }

  private static ObjectNode refused(String code, String reason) {
    return switch (code) {
      case "STALE", "NOT_FOUND" -> taken(true);
      default -> throw MethodException.invalid(reason);
    };
  }

  private static ObjectNode taken(boolean ignored) {
    ObjectNode answer = JsonMapper.shared().createObjectNode().put("ok", true);
    return ignored ? answer.put("ignored", true) : answer;
  }
}
