package io.signalbox.orchestrator.run.kafka;

import io.signalbox.kit.Ids;
import io.signalbox.kit.tools.ServerTool;
import io.signalbox.kit.tools.form.ToolFormatException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What an agent's configuration says of how the calls of a tool are handled; no step of a run
/// depends on it.
///
/// @param repeatable whether the tool may be executed more than once for one call
/// @param deviceKey the one device that executes it; null = any that declares the tool
/// @param execution how this system executes it itself, a JSON object with `type`; null = somebody
///   else does
/// @param guard whether it may be called
record ToolHandling(
    boolean repeatable, @Nullable String deviceKey, @Nullable String execution, Guard guard) {
  private static final ToolHandling PLAIN = new ToolHandling(false, null, null, Guard.OPEN);

  /// Whether a tool may be called.
  ///
  /// @param policy `allow`, `deny` or `require_approval`
  /// @param patience how long an approval is waited for; null where none is needed
  /// @param rules JSON Schema of the arguments that it may be called with; null = any
  record Guard(String policy, @Nullable Duration patience, @Nullable String rules) {
    static final Guard OPEN = new Guard("allow", null, null);
    private static final String APPROVED = "require_approval";
    private static final long PATIENCE_MS = 120_000;

    private static Guard of(JsonNode tool) {
      String policy = tool.path("policy").asString(OPEN.policy());
      JsonNode rules = tool.path("rules");
      return new Guard(
          policy,
          policy.equals(APPROVED)
              ? Duration.ofMillis(tool.path("approvalTimeoutMs").asLong(PATIENCE_MS))
              : null,
          rules.isObject() ? rules.toString() : null);
    }

    /// When somebody must have approved a call.
    @Nullable Instant approveBy(Instant requestedAt) {
      return patience == null ? null : requestedAt.plus(patience);
    }
  }

  /// Reads from a configuration that the edge has validated.
  static ToolHandling of(String config, String toolName) {
    for (JsonNode tool : JsonMapper.shared().readTree(config).path("tools")) {
      if (tool.path("name").asString("").equals(toolName)) {
        return of(tool);
      }
    }
    return PLAIN;
  }

  private static ToolHandling of(JsonNode tool) {
    JsonNode device = tool.path("device");
    String execution = execution(tool);
    return new ToolHandling(
        tool.path("repeatable").asBoolean(isRepeatable(execution)),
        device.isString() ? device.stringValue() : null,
        execution,
        Guard.of(tool));
  }

  /// What only reads, waits or computes may be done again by its nature.
  private static boolean isRepeatable(@Nullable String execution) {
    try {
      return execution != null && ServerTool.ofWire(execution).repeatable();
    } catch (ToolFormatException e) { // published before tools were checked; its calls fail
      return false;
    }
  }

  /// A basic tool without more is one whose result is reported from outside, and so is one that is
  /// not for this system, or of a type that agents could declare before there were any.
  private static @Nullable String execution(JsonNode tool) {
    String target = tool.path("executionTarget").asString("server");
    String type = tool.path("executionType").asString("basic");
    JsonNode execution = tool.path("execution");
    boolean reported =
        type.equals("basic")
            && execution.path("mode").asString("no-execution").equals("no-execution");
    if (reported || !target.equals("server") || !ServerTool.TYPES.contains(type)) {
      return null;
    }
    ObjectNode all = JsonMapper.shared().createObjectNode().put("type", type);
    execution.properties().forEach(each -> all.set(each.getKey(), each.getValue()));
    return all.toString();
  }

  /// The id of the one device, whose key names it within its tenant.
  @Nullable String deviceId(String tenantId) {
    return deviceKey == null ? null : Ids.device(tenantId, deviceKey).toString();
  }
}
