package io.signalbox.stack.demo;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The agent of the demo: it talks a little, asks a device, and tells what the device said. Its
/// model is a script, so it needs no key and does the same each time.
final class DemoAgent {

  static final String TOOL = "lookup";

  private static final int WORDS = 20;
  private static final int PAUSE_MILLIS = 50;
  private static final JsonMapper JSON = JsonMapper.shared();

  private DemoAgent() {}

  /// The body that registers it.
  static JsonNode registration() {
    var body =
        JSON.createObjectNode()
            .put("name", "signalbox-demo")
            .put("description", "The agent of ./signalbox demo");
    var config = body.putObject("config");
    config.putObject("agent").put("name", "signalbox-demo").put("system", "You look things up.");
    addModel(config);
    config.putObject("loop").put("maxSteps", 5);
    addTool(config);
    return body;
  }

  /// The body that starts a run of it.
  static JsonNode run(String agentId, String prompt) {
    var body = JSON.createObjectNode().put("agentId", agentId);
    body.putArray("initialMessages").addObject().put("role", "user").put("content", prompt);
    return body;
  }

  private static void addModel(ObjectNode config) {
    var words = IntStream.range(0, WORDS).mapToObj(n -> "w" + n).collect(Collectors.joining(" "));
    var script = config.putObject("model").put("provider", "scripted").putArray("script");
    script.addObject().put("say", words).put("chunks", WORDS).put("pauseMs", PAUSE_MILLIS);
    script.addObject().putObject("call").put("tool", TOOL).putObject("args").put("q", "x");
    script.addObject().put("say", "done: {{tools." + TOOL + "}}");
  }

  private static void addTool(ObjectNode config) {
    var tool = config.putArray("tools").addObject();
    tool.put("name", TOOL).put("description", "Looks a word up").put("executionTarget", "device");
    var schema = tool.putObject("inputSchema").put("type", "object");
    schema.putObject("properties").putObject("q").put("type", "string");
    schema.putArray("required").add("q");
  }
}
