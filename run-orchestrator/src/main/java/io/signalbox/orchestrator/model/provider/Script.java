package io.signalbox.orchestrator.model.provider;

import io.signalbox.orchestrator.model.ModelCallException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the scripted provider plays: the turns of a run, one after the other.
///
/// A turn goes up to a tool call; calls that follow one another are parallel calls of one turn.
///
/// @param turns the items of each turn
record Script(List<List<Item>> turns) {

  /// One line of a script.
  sealed interface Item {

    /// Say this, in pieces.
    record Say(String text, int chunks, Duration pause) implements Item {}

    /// Say nothing for so long.
    record Wait(Duration pause) implements Item {}

    /// Ask for a tool.
    record Call(String tool, String args) implements Item {}

    /// Fail the first attempts at the turn; later ones go on as if this were not there.
    ///
    /// @param retryAfter null = the failure does not say when to try again
    /// @param times how many attempts fail
    record Fail(
        String error, String code, boolean retryable, @Nullable Duration retryAfter, int times)
        implements Item {

      /// The failure of an attempt.
      ModelCallException failure() {
        return retryAfter == null
            ? new ModelCallException(code, error, retryable)
            : new ModelCallException(code, error, retryAfter);
      }
    }
  }

  /// What an attempt at a step's turn plays; nothing after the script's end, which ends the run.
  List<Item> turn(int step, int attempt) {
    return step <= turns.size()
        ? turns.get(step - 1).stream()
            .filter(item -> !(item instanceof Item.Fail fail) || attempt <= fail.times())
            .toList()
        : List.of();
  }

  /// Reads `model.script` of an agent's configuration.
  ///
  /// @throws ModelCallException when an item cannot be played, naming its path
  static Script read(JsonNode script) {
    List<List<Item>> turns = new ArrayList<>();
    List<Item> turn = new ArrayList<>();
    for (Item item : ScriptReader.items(script)) {
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
}
