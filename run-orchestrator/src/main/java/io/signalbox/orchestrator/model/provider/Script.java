package io.signalbox.orchestrator.model.provider;

import io.signalbox.orchestrator.model.ModelCallException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What the scripted provider plays: the turns of a run, one after the other.
///
/// A turn goes up to a tool call; calls that follow one another are parallel calls of one turn.
///
/// @param turns the items of each turn
record Script(List<List<Item>> turns) {
  private static final int MOST_CHUNKS = 100_000;
  private static final long LONGEST_PAUSE_MS = 600_000;

  /// One line of a script.
  sealed interface Item {

    /// Say this, in pieces.
    record Say(String text, int chunks, Duration pause) implements Item {}

    /// Ask for a tool.
    record Call(String tool, String args) implements Item {}

    /// Fail the attempt.
    record Fail(String error) implements Item {}
  }

  /// The items of a step's turn; none after the script's end, which ends the run.
  List<Item> turn(int step) {
    return step <= turns.size() ? turns.get(step - 1) : List.of();
  }

  /// Reads `model.script` of an agent's configuration.
  ///
  /// @throws ModelCallException when an item cannot be played, naming its path
  static Script read(JsonNode script) {
    if (!script.isArray()) {
      throw invalid("model.script", "an array", script);
    }
    List<List<Item>> turns = new ArrayList<>();
    List<Item> turn = new ArrayList<>();
    for (int i = 0; i < script.size(); i++) {
      Item item = item(script.get(i), "model.script[" + i + "]");
      if (!(item instanceof Item.Call) && !turn.isEmpty() && turn.getLast() instanceof Item.Call) {
        turns.add(List.copyOf(turn));
        turn.clear();
      }
      turn.add(item);
    }
    if (!turn.isEmpty()) {
      turns.add(List.copyOf(turn));
    }
    return new Script(turns);
  }

  private static Item item(JsonNode node, String path) {
    if (node.path("say").isString()) {
      int chunks = number(node, "chunks", 1, 1, MOST_CHUNKS, path);
      int pause = number(node, "pauseMs", 0, 0, (int) LONGEST_PAUSE_MS, path);
      return new Item.Say(node.path("say").asString(), chunks, Duration.ofMillis(pause));
    }
    JsonNode call = node.path("call");
    if (call.path("tool").isString()) {
      JsonNode args = call.path("args");
      return new Item.Call(
          call.path("tool").asString(), args.isMissingNode() ? "{}" : args.toString());
    }
    if (node.path("fail").isString()) {
      return new Item.Fail(node.path("fail").asString());
    }
    throw invalid(path, "{\"say\": text}, {\"call\": {\"tool\": name}} or {\"fail\": text}", node);
  }

  private static int number(
      JsonNode node, String field, int otherwise, int least, int most, String path) {
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
