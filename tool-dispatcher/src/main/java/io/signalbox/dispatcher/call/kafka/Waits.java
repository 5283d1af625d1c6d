package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.Request;
import io.signalbox.kit.tools.ServerTool;
import io.signalbox.kit.tools.WaitSpan;
import io.signalbox.kit.tools.form.BoundedJson;
import io.signalbox.kit.tools.form.ToolFailure;
import io.signalbox.kit.tools.form.ToolFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The calls of waiting tools: they end by the clock, and no worker has them. When is a function of
/// the request, so it is the same after every restart.
final class Waits {
  private Waits() {}

  /// What a call waits for.
  sealed interface Wait {

    /// @param reason what it waits for, for people
    record Until(Instant start, Instant end, @Nullable String reason) implements Wait {}

    /// It cannot wait.
    record Wrong(String code, String error) implements Wait {}
  }

  /// The result of a wait that is over.
  static Optional<String> result(Request request, Instant now) {
    return of(request) instanceof Wait.Until wait && !wait.end().isAfter(now)
        ? Optional.of(result(wait, now))
        : Optional.empty();
  }

  private static String result(Wait.Until wait, Instant now) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("success", true);
    result.put("waited", Duration.between(wait.start(), now).toMillis());
    result.put("reason", wait.reason());
    result.put("startTime", wait.start().toString());
    result.put("endTime", now.toString());
    result.put("cancelled", false);
    return result.toString();
  }

  /// The wait that a call is; null if it is none.
  static @Nullable Wait of(Request request) {
    String execution = request.execution();
    if (execution == null || !isWaiting(execution)) {
      return null;
    }
    try {
      return ServerTool.ofWire(execution) instanceof ServerTool.Waiting(WaitSpan span)
          ? until(request, span)
          : null;
    } catch (ToolFormatException e) {
      return new Wait.Wrong("INVALID_TOOL", String.valueOf(e.getMessage()));
    } catch (ToolFailure e) {
      return new Wait.Wrong(e.code(), e.message());
    } catch (JacksonException e) {
      return new Wait.Wrong("INVALID_ARGUMENT", "Expected arguments of JSON");
    }
  }

  private static boolean isWaiting(String execution) {
    try {
      return BoundedJson.read(execution).path("type").asString("").equals("waiting");
    } catch (JacksonException e) {
      return false;
    }
  }

  private static Wait until(Request request, @Nullable WaitSpan declared) {
    JsonNode args = BoundedJson.read(request.args());
    WaitSpan span = declared == null ? WaitSpan.ofArguments(args) : declared;
    Instant end = span.end(request.requestedAt());
    Instant deadline = request.deadline();
    if (deadline != null && !end.isBefore(deadline)) {
      return new Wait.Wrong(
          "WAIT_TOO_LONG",
          "Expected a wait that ends before the call expires at %s, but it would end at %s"
              .formatted(deadline, end));
    }
    return new Wait.Until(request.requestedAt(), end, span.reason());
  }
}
