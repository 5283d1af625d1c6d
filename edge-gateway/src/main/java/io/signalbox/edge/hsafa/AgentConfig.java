package io.signalbox.edge.hsafa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.edge.json.Booleans;
import io.signalbox.edge.json.Fields;
import io.signalbox.kit.json.CanonicalJson;
import io.signalbox.kit.json.JsonSchema;
import io.signalbox.kit.tools.ServerTool;
import io.signalbox.kit.tools.form.ToolFormatException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An agent's configuration as it goes into the log: canonical, with its hash.
///
/// @param agentName the name that it gives the agent, if any
/// @param version the tag that it gives itself, if any
record AgentConfig(
    String canonical, String hash, @Nullable String agentName, @Nullable String version) {
  static final int LONGEST_NAME = 128;
  static final int LONGEST_TAG = 64;
  private static final int MOST_BYTES = 64 * 1024;
  private static final int MOST_STEPS = 1000;
  static final String TOOL_NAMES = "1 to 64 of A-Z a-z 0-9 _ . -";
  private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final String ALLOW = "allow";
  private static final String APPROVED = "require_approval";
  private static final List<String> POLICIES = List.of(ALLOW, "deny", APPROVED);
  private static final List<String> ON_FAILURE = List.of("continue", "fail");
  private static final Bounds TIMEOUT = new Bounds(1, Duration.ofDays(7).toMillis());
  private static final Map<String, Bounds> TIMEOUTS =
      Map.of("runMs", TIMEOUT, "queueMs", TIMEOUT, "turnMs", TIMEOUT, "silenceMs", TIMEOUT);
  private static final Bounds BACKOFF = new Bounds(0, Duration.ofMinutes(10).toMillis());
  private static final Map<String, Bounds> RETRIES =
      Map.of("maxAttempts", new Bounds(1, 20), "backoffMs", BACKOFF, "maxBackoffMs", BACKOFF);
  private static final List<String> TARGETS = List.of("device", "server", "browser", "external");

  /// Reads the field `config` of a request; checks the parts that the services rely on, and leaves
  /// the rest as it is.
  static AgentConfig read(Fields request) {
    Fields config = request.object("config");
    Fields agent = config.optionalObject("agent");
    String name = agent == null ? null : agent.optionalText("name", LONGEST_NAME);
    if (agent != null) {
      agent.optionalString("system");
    }
    checkModel(config.object("model"));
    checkNumbers(config, "loop", Map.of("maxSteps", new Bounds(1, MOST_STEPS)));
    checkNumbers(config, "timeouts", TIMEOUTS);
    checkNumbers(config, "context", Map.of("maxTokens", new Bounds(256, 200_000)));
    checkTools(config);
    String version = config.optionalText("version", LONGEST_TAG);
    String canonical = canonical(request, config);
    return new AgentConfig(canonical, CanonicalJson.sha256(canonical), name, version);
  }

  private static void checkModel(Fields model) {
    model.text("provider", LONGEST_NAME);
    checkNumbers(model, "retries", RETRIES);
  }

  /// An object of which some fields are whole numbers, if it is there.
  private static void checkNumbers(Fields parent, String name, Map<String, Bounds> numbers) {
    Fields part = parent.optionalObject(name);
    if (part != null) {
      numbers.forEach((field, bounds) -> part.optionalNumber(field, bounds.least(), bounds.most()));
    }
  }

  private record Bounds(long least, long most) {}

  private static void checkTools(Fields config) {
    Set<String> names = new HashSet<>();
    for (Fields tool : config.objects("tools")) {
      String name = tool.text("name", AgentConfig::isToolName, TOOL_NAMES);
      if (!name.isEmpty() && !names.add(name)) {
        tool.reject("name", "unique among the tools");
      }
      tool.optionalString("description");
      checkSchema(tool, "inputSchema", JsonSchema::of);
      checkSchema(tool, "rules", JsonSchema::ofLinear);
      String target = tool.oneOf("executionTarget", TARGETS, "server");
      checkHandling(tool, target);
      checkExecution(tool, target);
      checkPolicy(tool);
      tool.optionalOneOf("onFailure", ON_FAILURE);
      tool.optionalNumber("timeoutMs", 0, TIMEOUT.most());
    }
  }

  private static void checkHandling(Fields tool, String target) {
    Booleans.optional(tool, "repeatable");
    String device = tool.optionalText("device", LONGEST_NAME);
    if (device != null && !target.equals("device")) {
      tool.reject("device", "absent unless executionTarget is device");
    }
  }

  private static void checkPolicy(Fields tool) {
    String policy = tool.oneOf("policy", POLICIES, ALLOW);
    Long patience = tool.optionalNumber("approvalTimeoutMs", TIMEOUT.least(), TIMEOUT.most());
    if (patience != null && !policy.equals(APPROVED)) {
      tool.reject("approvalTimeoutMs", "absent unless policy is require_approval");
    }
  }

  static boolean isToolName(String text) {
    return TOOL_NAME.matcher(text).matches();
  }

  /// How a tool is executed is said of those only that Signalbox executes itself.
  private static void checkExecution(Fields tool, String target) {
    JsonNode type = tool.any("executionType");
    JsonNode execution = tool.any("execution");
    if (!target.equals("server")) {
      Stream.of("executionType", "execution")
          .filter(name -> tool.any(name) != null)
          .forEach(name -> tool.reject(name, "absent, as the executionTarget is not server"));
      return;
    }
    try {
      ServerTool.read(type, execution);
    } catch (ToolFormatException e) {
      tool.reject(e.path(), e.found(), e.expected());
    }
  }

  private static void checkSchema(Fields tool, String name, Consumer<JsonNode> read) {
    Fields schema = tool.optionalObject(name);
    if (schema != null) {
      try {
        read.accept(schema.node());
      } catch (IllegalArgumentException e) {
        tool.reject(name, "a JSON Schema: " + e.getMessage());
      }
    }
  }

  private static String canonical(Fields request, Fields config) {
    String canonical;
    try {
      canonical = CanonicalJson.of(config.node().toString());
    } catch (IllegalArgumentException e) {
      request.reject("config", "JSON whose numbers fit a double");
      return "{}";
    }
    if (canonical.getBytes(UTF_8).length > MOST_BYTES) {
      request.reject("config", "at most %d bytes of canonical JSON".formatted(MOST_BYTES));
    }
    return canonical;
  }
}
