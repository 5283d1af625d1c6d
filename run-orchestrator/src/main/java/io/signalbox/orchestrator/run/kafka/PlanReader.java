package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.ExecutionTarget;
import io.signalbox.orchestrator.run.Plan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads from an agent's configuration what decides the steps of its runs.
final class PlanReader {
  private static final int DEFAULT_MAX_STEPS = 25;
  private static final Duration DEFAULT_TOOL_TIMEOUT = Duration.ofMinutes(10);

  private PlanReader() {}

  /// The plan in a configuration that the edge has validated; what is left out has its default.
  static Plan read(String config) {
    JsonNode root = JsonMapper.shared().readTree(config);
    int maxSteps = root.path("loop").path("maxSteps").asInt(DEFAULT_MAX_STEPS);
    Map<String, Plan.Tool> tools = new LinkedHashMap<>();
    for (JsonNode tool : root.path("tools")) {
      tools.put(tool.path("name").asString(), tool(tool));
    }
    return new Plan(config, maxSteps, tools);
  }

  private static Plan.Tool tool(JsonNode tool) {
    ExecutionTarget target =
        ExecutionTarget.of(tool.path("executionTarget").asString(""))
            .orElse(ExecutionTarget.SERVER);
    JsonNode timeout = tool.path("timeoutMs");
    Duration limit =
        timeout.isMissingNode() ? DEFAULT_TOOL_TIMEOUT : Duration.ofMillis(timeout.asLong());
    return new Plan.Tool(target, limit.isZero() ? Optional.empty() : Optional.of(limit));
  }
}
