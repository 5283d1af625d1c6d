package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.ExecutionTarget;
import io.signalbox.orchestrator.run.Plan;
import io.signalbox.orchestrator.run.Plan.OnFailure;
import io.signalbox.orchestrator.run.Plan.Retries;
import io.signalbox.orchestrator.run.Plan.Timeouts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads from an agent's configuration what decides the steps of its runs.
final class PlanReader {
  private static final int MAX_STEPS = 25;
  private static final int CONTEXT_TOKENS = 64_000;
  private static final long RUN_MS = 3_600_000;
  private static final long QUEUE_MS = 300_000;
  private static final long TURN_MS = 600_000;
  private static final long SILENCE_MS = 300_000;
  private static final int MAX_ATTEMPTS = 4;
  private static final long BACKOFF_MS = 500;
  private static final long MAX_BACKOFF_MS = 30_000;
  private static final long TOOL_MS = 600_000;

  private PlanReader() {}

  /// The plan in a configuration that the edge has validated; what is left out has its default.
  static Plan read(String config) {
    JsonNode root = JsonMapper.shared().readTree(config);
    Map<String, Plan.Tool> tools = new LinkedHashMap<>();
    for (JsonNode tool : root.path("tools")) {
      tools.put(tool.path("name").asString(), tool(tool));
    }
    return new Plan(
        root.path("loop").path("maxSteps").asInt(MAX_STEPS),
        root.path("context").path("maxTokens").asInt(CONTEXT_TOKENS),
        timeouts(root.path("timeouts")),
        retries(root.path("model").path("retries")),
        tools);
  }

  private static Timeouts timeouts(JsonNode timeouts) {
    return new Timeouts(
        millis(timeouts, "runMs", RUN_MS),
        millis(timeouts, "queueMs", QUEUE_MS),
        millis(timeouts, "turnMs", TURN_MS),
        millis(timeouts, "silenceMs", SILENCE_MS));
  }

  private static Retries retries(JsonNode retries) {
    return new Retries(
        retries.path("maxAttempts").asInt(MAX_ATTEMPTS),
        millis(retries, "backoffMs", BACKOFF_MS),
        millis(retries, "maxBackoffMs", MAX_BACKOFF_MS));
  }

  private static Plan.Tool tool(JsonNode tool) {
    ExecutionTarget target =
        ExecutionTarget.of(tool.path("executionTarget").asString(""))
            .orElse(ExecutionTarget.SERVER);
    Duration limit = millis(tool, "timeoutMs", TOOL_MS);
    OnFailure onFailure =
        tool.path("onFailure").asString("").equals("fail") ? OnFailure.FAIL : OnFailure.CONTINUE;
    return new Plan.Tool(target, limit.isZero() ? Optional.empty() : Optional.of(limit), onFailure);
  }

  private static Duration millis(JsonNode node, String field, long otherwise) {
    return Duration.ofMillis(node.path(field).asLong(otherwise));
  }
}
