package io.signalbox.orchestrator.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PrimitiveIterator;

/// What of a conversation a model is shown: the system's messages, and of the others as many of the
/// newest as fit. An assistant's message and the answers of the tools that it asked for stay
/// together, whole, the answers right behind it; the newest turn is shown even where it alone is
/// too long. Only answers that no request could carry are cut.
///
/// Tokens are estimated, a token for four characters: the budget is a limit of size and cost, not
/// the model's own count.
public final class ContextWindow {
  /// What the answers of one turn may have together: with at most four bytes each, a request stays
  /// far below the largest record of the log.
  static final int MOST_CHARACTERS = 1_000_000;

  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final int TOKENS_PER_MESSAGE = 4;

  private ContextWindow() {}

  /// The window, in the order of saying.
  ///
  /// @param system the system's messages, which come first
  /// @param newestFirst all other messages; read only as far as the window reaches
  public static List<Message> of(List<Message> system, Iterator<Message> newestFirst, int tokens) {
    Turns all = new Turns(newestFirst);
    List<Turn> turns = new ArrayList<>();
    int shown = newest(all.tokens(turns::add), tokens - ContextWindow.tokens(system));
    List<Message> window = new ArrayList<>(system);
    turns.subList(0, shown).reversed().forEach(turn -> window.addAll(turn.messages()));
    return window;
  }

  /// How many of the newest turns are shown: as many as fit, and the newest one in any case.
  ///
  /// @param newestFirst how many tokens each turn has; read only as far as the window reaches
  public static int newest(PrimitiveIterator.OfLong newestFirst, long tokens) {
    int shown = 0;
    long left = tokens;
    while (newestFirst.hasNext()) {
      left -= newestFirst.nextLong();
      if (left < 0 && shown > 0) {
        break;
      }
      shown++;
    }
    return shown;
  }

  /// How many tokens messages are estimated to have, together.
  public static long tokens(List<Message> messages) {
    return messages.stream().mapToLong(ContextWindow::tokens).sum();
  }

  /// How many tokens a message is estimated to have.
  static long tokens(Message message) {
    long characters = message.text().length();
    if (message.parts() != null) {
      characters = Math.max(characters, message.parts().length());
    }
    for (ToolCall call : message.toolCalls()) {
      characters += call.toolName().length() + call.args().length();
    }
    return TOKENS_PER_MESSAGE + (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }
}
