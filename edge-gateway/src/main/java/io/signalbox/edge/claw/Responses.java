package io.signalbox.edge.claw;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The answers that peers get.
final class Responses {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Responses() {}

  static byte[] ok(String id, ObjectNode payload) {
    ObjectNode frame = frame(id, true);
    frame.set("payload", payload);
    return MAPPER.writeValueAsBytes(frame);
  }

  static byte[] failed(String id, MethodException failure) {
    ObjectNode frame = frame(id, false);
    ObjectNode error = frame.putObject("error");
    error.put("code", failure.code().name());
    error.put("message", failure.text());
    ObjectNode details = failure.details();
    if (details != null) {
      error.set("details", details);
    }
    if (failure.retryable()) {
      error.put("retryable", true);
    }
    @Nullable Duration retryAfter = failure.retryAfter();
    if (retryAfter != null) {
      error.put("retryAfterMs", retryAfter.toMillis());
    }
    return MAPPER.writeValueAsBytes(frame);
  }

  static byte[] failed(FrameException failure) {
    ObjectNode details = MAPPER.createObjectNode().put("code", failure.code().name());
    return failed(
        failure.id(),
        MethodException.invalid("invalid frame: " + failure.getMessage()).details(details));
  }

  private static ObjectNode frame(String id, boolean ok) {
    ObjectNode frame = MAPPER.createObjectNode();
    frame.put("type", "res");
    frame.put("id", id);
    frame.put("ok", ok);
    return frame;
  }
}
