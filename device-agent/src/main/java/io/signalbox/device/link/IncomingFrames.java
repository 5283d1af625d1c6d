package io.signalbox.device.link;

import io.signalbox.device.call.CallRequest;
import io.signalbox.device.call.Lease;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

/// Reads the frames of the edge. Fields that this version does not know are ignored.
final class IncomingFrames {
  private static final JsonMapper JSON = JsonMapper.shared();

  private IncomingFrames() {}

  static Incoming read(String text) {
    JsonNode frame = parse(text);
    JsonNode data = frame.path("data");
    String type = word(frame, "type");
    return switch (type) {
      case "device.registered" ->
          new Incoming.Registered(word(data, "deviceId"), data.path("acks").asBoolean(false));
      case "tool.call.request" -> request(data);
      case "tool.call.cancel" ->
          new Incoming.Cancel(
              word(data, "runId"), word(data, "callId"), Lease.in(data), word(data, "reason"));
      case "tool.result.ack" -> new Incoming.Acknowledged(word(data, "callId"));
      case "error" -> refused(frame);
      case "pong" -> new Incoming.Pong();
      case String other -> new Incoming.Unknown(other);
    };
  }

  private static Incoming refused(JsonNode frame) {
    String callId = word(frame, "callId");
    return new Incoming.Refused(
        word(frame, "code"), word(frame, "error"), callId.isEmpty() ? null : callId);
  }

  private static Incoming request(JsonNode data) {
    if (word(data, "callId").isEmpty()) {
      return new Incoming.Unknown("tool.call.request without a callId");
    }
    try {
      return new Incoming.Requested(request(data, deadline(data.get("deadline"))));
    } catch (DateTimeException _) {
      return new Incoming.Unreadable(
          request(data, null),
          "Expected deadline to be a time like 2026-01-31T12:01:00Z, but it is "
              + data.get("deadline"));
    }
  }

  private static CallRequest request(JsonNode data, @Nullable Instant deadline) {
    JsonNode args = data.get("args");
    return new CallRequest(
        word(data, "runId"),
        word(data, "callId"),
        word(data, "toolName"),
        args == null ? NullNode.getInstance() : args,
        deadline,
        Lease.in(data));
  }

  // 0 means that there is none, as everywhere.
  private static @Nullable Instant deadline(@Nullable JsonNode node) {
    if (node == null || node.isNull() || (node.isNumber() && node.asDouble() == 0)) {
      return null;
    }
    if (!node.isString()) {
      throw new DateTimeException("not text");
    }
    return OffsetDateTime.parse(node.stringValue()).toInstant();
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  // Empty where it is missing or no text.
  private static String word(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? value.stringValue() : "";
  }
}
