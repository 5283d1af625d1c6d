package io.signalbox.edge.claw.method;

import io.signalbox.edge.views.RunReads;
import io.signalbox.edge.watch.RunEventFrame;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What came of a run.
///
/// @param status `completed`, `failed`, `canceled` or `deleted`
/// @param text what the run came to, or why it did not
/// @param code of a failure; null = none
/// @param usage tokens, an object
/// @param at when it ended, milliseconds
record RunEnd(
    String runId,
    String status,
    String text,
    @Nullable String code,
    @Nullable ObjectNode usage,
    long at) {
  private static final String COMPLETED = "completed";
  private static final String RUN_PREFIX = "run.";

  /// Of the last event of a run.
  static RunEnd of(RunEventFrame last) {
    ObjectNode said = AgentEvents.said(last);
    String status = last.type().substring(RUN_PREFIX.length());
    String text =
        switch (status) {
          case COMPLETED -> AgentEvents.text(said, "text");
          case "failed" -> AgentEvents.text(said, "error");
          case "canceled" -> AgentEvents.text(said, "reason");
          default -> "The run was deleted";
        };
    String code = AgentEvents.text(said, "code");
    return new RunEnd(
        last.runId(),
        status,
        text,
        code.isEmpty() ? null : code,
        said.path("usage").isObject() ? said.path("usage").asObject() : null,
        AgentEvents.millis(last));
  }

  /// Of a run that is over already.
  static RunEnd of(RunReads.Run run) {
    String error = run.errorMessage();
    String output = run.outputText();
    String otherwise = "The run is " + run.status();
    Instant at = run.times().completedAt();
    ObjectNode usage = JsonMapper.shared().createObjectNode();
    usage.put("inputTokens", run.inputTokens()).put("outputTokens", run.outputTokens());
    return new RunEnd(
        run.runId().toString(),
        run.status(),
        run.status().equals(COMPLETED)
            ? (output == null ? "" : output)
            : (error == null ? otherwise : error),
        run.errorCode(),
        usage,
        (at == null ? run.times().updatedAt() : at).toEpochMilli());
  }

  /// Whether the run reached its end by itself.
  boolean isOk() {
    return status.equals(COMPLETED);
  }

  /// The last answer to `agent`.
  ObjectNode answer() {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("runId", runId);
    answer.put("status", isOk() ? "ok" : "error");
    answer.put("summary", isOk() ? COMPLETED : text);
    answer.put("endedAt", at);
    if (isOk()) {
      ObjectNode result = answer.putObject("result");
      result.putArray("payloads").addObject().put("text", text);
      if (usage != null) {
        result.putObject("meta").set("usage", usage);
      }
    } else {
      answer.set("error", error());
    }
    return answer;
  }

  /// Why it did not; `{code, message}`.
  ObjectNode error() {
    ObjectNode error = JsonMapper.shared().createObjectNode();
    error.put("code", code == null ? status.toUpperCase(Locale.ROOT) : code);
    error.put("message", text);
    return error;
  }
}
