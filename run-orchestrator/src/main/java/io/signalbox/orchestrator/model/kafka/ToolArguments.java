package io.signalbox.orchestrator.model.kafka;

import io.signalbox.kit.json.JsonSchema;
import io.signalbox.schemas.run.RefusedArguments;
import io.signalbox.schemas.run.ToolCallDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds the arguments that a model gives against the schemas that the agent declares
/// (`tools[].inputSchema`). A tool without one takes any object.
final class ToolArguments {
  private ToolArguments() {}

  /// The calls whose arguments are wrong.
  ///
  /// @param config the agent's, JSON
  static List<RefusedArguments> refused(String config, List<ToolCallDraft> calls) {
    if (calls.isEmpty()) {
      return List.of();
    }
    Map<String, JsonNode> schemas = new HashMap<>();
    for (JsonNode tool : JsonMapper.shared().readTree(config).path("tools")) {
      schemas.put(tool.path("name").asString(""), tool.path("inputSchema"));
    }
    List<RefusedArguments> refused = new ArrayList<>();
    for (ToolCallDraft call : calls) {
      List<String> objections = objections(schemas.get(call.getToolName()), call.getArgs());
      if (!objections.isEmpty()) {
        refused.add(new RefusedArguments(call.getCallId(), String.join("; ", objections)));
      }
    }
    return refused;
  }

  /// @param schema null or missing = none
  private static List<String> objections(@Nullable JsonNode schema, String args) {
    JsonNode given;
    try {
      given = JsonMapper.shared().readTree(args);
    } catch (JacksonException e) {
      return List.of("Expected JSON, but: " + e.getOriginalMessage());
    }
    if (!given.isObject()) {
      return List.of("Expected an object, but got " + given.getNodeType());
    }
    if (schema == null || !schema.isObject()) {
      return List.of();
    }
    try {
      return JsonSchema.of(schema).objections(given);
    } catch (IllegalArgumentException e) { // of an agent from before schemas were looked at
      return List.of("The tool's schema makes no sense: " + e.getMessage());
    }
  }
}
