package io.signalbox.edge.hsafa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.edge.hsafa.json.Fields;
import io.signalbox.kit.json.CanonicalJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
  private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
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
    config.object("model").text("provider", LONGEST_NAME);
    Fields loop = config.optionalObject("loop");
    if (loop != null) {
      loop.optionalInt("maxSteps", 1, MOST_STEPS);
    }
    checkTools(config);
    String version = config.optionalText("version", LONGEST_TAG);
    String canonical = canonical(request, config);
    return new AgentConfig(canonical, CanonicalJson.sha256(canonical), name, version);
  }

  private static void checkTools(Fields config) {
    Set<String> names = new HashSet<>();
    for (Fields tool : config.objects("tools")) {
      String name =
          tool.text(
              "name", text -> TOOL_NAME.matcher(text).matches(), "1 to 64 of A-Z a-z 0-9 _ . -");
      if (!name.isEmpty() && !names.add(name)) {
        tool.reject("name", "unique among the tools");
      }
      tool.optionalString("description");
      tool.optionalObject("inputSchema");
      tool.oneOf("executionTarget", TARGETS, "server");
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
