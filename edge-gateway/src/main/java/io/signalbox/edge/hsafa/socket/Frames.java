package io.signalbox.edge.hsafa.socket;

import io.signalbox.edge.devices.DeviceSession;
import io.signalbox.edge.hsafa.problem.Problem;
import io.signalbox.edge.hsafa.problem.Problems;
import io.signalbox.edge.json.FieldError;
import io.signalbox.edge.json.InvalidInputException;
import io.signalbox.kit.json.WireJson;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The frames that a device gets.
final class Frames {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  static final String PONG = frame(FrameType.PONG).toString();

  private Frames() {}

  static String registered(DeviceSession session) {
    ObjectNode frame = frame(FrameType.DEVICE_REGISTERED);
    ObjectNode data =
        frame
            .putObject("data")
            .put("deviceId", session.deviceId())
            .put("sessionId", session.sessionId());
    if (session.keepsCalls()) {
      data.put("acks", true);
    }
    return frame.toString();
  }

  /// The result of a call is safe, and the device may forget it.
  static String resultAck(String callId) {
    ObjectNode frame = frame(FrameType.TOOL_RESULT_ACK);
    frame.putObject("data").put("callId", callId);
    return frame.toString();
  }

  static String toolCall(DispatchToolCall call) {
    ObjectNode frame = frame(FrameType.TOOL_CALL_REQUEST);
    ObjectNode data = frame.putObject("data");
    data.put("runId", call.getRunId());
    data.put("callId", call.getCallId());
    data.put("toolName", call.getToolName());
    data.set("args", WireJson.json(call.getArgs()));
    data.put("epoch", call.getEpoch());
    data.put("lease", call.getLease());
    if (call.getDeadline() != null) {
      data.put("deadline", call.getDeadline().toString());
    }
    return frame.toString();
  }

  static String toolCancel(RevokeToolCall revoked) {
    ObjectNode frame = frame(FrameType.TOOL_CALL_CANCEL);
    frame
        .putObject("data")
        .put("runId", revoked.getRunId())
        .put("callId", revoked.getCallId())
        .put("reason", revoked.getReason());
    return frame.toString();
  }

  static String eventAck(long lastSeq) {
    ObjectNode frame = frame(FrameType.DEVICE_EVENT_ACK);
    frame.putObject("data").put("lastSeq", lastSeq);
    return frame.toString();
  }

  static String eventRange(long from, long to) {
    ObjectNode frame = frame(FrameType.DEVICE_EVENT_RANGE);
    frame.putObject("data").put("from", from).put("to", to);
    return frame.toString();
  }

  /// Why a frame was not taken. The sentence is at the top level, where devices look for it.
  static String error(Throwable failure) {
    return error(failure, failure instanceof FrameException known ? known.callId() : null);
  }

  /// The same for a frame that is about a call.
  static String error(Throwable failure, @Nullable String callId) {
    ObjectNode frame = frame(FrameType.ERROR);
    if (callId != null) {
      frame.put("callId", callId);
    }
    if (failure instanceof FrameException known) {
      frame.put("error", Objects.toString(known.getMessage()));
      frame.put("code", known.code());
      return frame.toString();
    }
    Problem problem = Problems.of(failure);
    frame.put("error", problem.detail());
    frame.put("code", problem.code().name());
    if (failure instanceof InvalidInputException invalid) {
      FieldError first = invalid.errors().getFirst();
      frame.put("field", first.field());
      frame.put("expected", first.expected());
    }
    problem.extras().forEach(frame::putPOJO);
    return frame.toString();
  }

  private static ObjectNode frame(FrameType type) {
    return MAPPER.createObjectNode().put("type", type.wireName());
  }
}
