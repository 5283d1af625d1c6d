package io.signalbox.orchestrator.model.provider;

import io.signalbox.orchestrator.model.ModelCallException;
import io.signalbox.orchestrator.model.provider.Script.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads the items of a script, and names what cannot be played by its path.
///
/// @param node the item
/// @param path where it stands in the agent's configuration
record ScriptReader(JsonNode node, String path) {
  private static final int MOST_CHUNKS = 100_000;
  private static final int LONGEST_PAUSE_MS = 600_000;
  private static final int LONGEST_WAIT_MS = 3_600_000;
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  /// @throws ModelCallException when an item cannot be played
  static List<Item> items(JsonNode script) {
    if (!script.isArray()) {
      throw invalid("model.script", "an array", script);
    }
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < script.size(); i++) {
      items.add(new ScriptReader(script.get(i), "model.script[" + i + "]").item());
    }
    return items;
  }

  private Item item() {
    if (node.path("say").isString()) {
      int chunks = number("chunks", 1, 1, MOST_CHUNKS);
      int pause = number("pauseMs", 0, 0, LONGEST_PAUSE_MS);
      return new Item.Say(node.path("say").asString(), chunks, Duration.ofMillis(pause));
    }
    if (node.path("call").path("tool").isString()) {
      JsonNode args = node.path("call").path("args");
      return new Item.Call(
          node.path("call").path("tool").asString(), args.isMissingNode() ? "{}" : args.toString());
    }
    if (node.path("fail").isString()) {
      return fail();
    }
    if (node.has("wait")) {
      return new Item.Wait(Duration.ofMillis(number("wait", 0, 0, LONGEST_WAIT_MS)));
    }
    throw invalid(
        path,
        "{\"say\": text}, {\"call\": {\"tool\": name}}, {\"fail\": text} or {\"wait\": ms}",
        node);
  }

  private Item fail() {
    JsonNode code = node.path("code");
    if (!code.isMissingNode() && !(code.isString() && CODE.matcher(code.asString()).matches())) {
      throw invalid(path + ".code", "an upper-case code such as RATE_LIMITED", code);
    }
    JsonNode retryable = node.path("retryable");
    if (!retryable.isMissingNode() && !retryable.isBoolean()) {
      throw invalid(path + ".retryable", "true or false", retryable);
    }
    boolean again = retryable.asBoolean(true);
    if (!again && node.has("retryAfterMs")) {
      throw invalid(path + ".retryAfterMs", "absent where retryable is false", node);
    }
    return new Item.Fail(
        node.path("fail").asString(),
        code.asString("SCRIPTED_FAILURE"),
        again,
        node.has("retryAfterMs")
            ? Duration.ofMillis(number("retryAfterMs", 0, 0, LONGEST_WAIT_MS))
            : null,
        number("times", Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
  }

  private int number(String field, int otherwise, int least, int most) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
      throw invalid(path + "." + field, "an integer from %d to %d".formatted(least, most), value);
    }
    return value.asInt();
  }

  private static ModelCallException invalid(String path, String expected, JsonNode found) {
    return new ModelCallException(
        "SCRIPT_INVALID",
        "Expected %s to be %s, but got %s".formatted(path, expected, found),
        false);
  }
}
