package io.signalbox.orchestrator.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

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
    long left = tokens - system.stream().mapToLong(ContextWindow::tokens).sum();
    List<List<Message>> turns = new ArrayList<>();
    List<Message> answers = new ArrayList<>();
    while (newestFirst.hasNext()) {
      Message message = newestFirst.next();
      if (message.role() == Message.Role.TOOL) {
        answers.addFirst(message);
        continue;
      }
      List<Message> turn = turn(message, answers);
      left -= turn.stream().mapToLong(ContextWindow::tokens).sum();
      if (left < 0 && !turns.isEmpty()) {
        break;
      }
      turns.add(turn);
    }
    List<Message> window = new ArrayList<>(system);
    turns.reversed().forEach(window::addAll);
    return window;
  }

  /// One message, with the answers of the tools that it asked for.
  ///
  /// @param answers those that no newer message asked for; the ones of this turn are taken out
  private static List<Message> turn(Message message, List<Message> answers) {
    List<Message> turn = new ArrayList<>();
    turn.add(message);
    for (Message answer : List.copyOf(answers)) {
      if (message.toolCalls().stream().anyMatch(call -> call.callId().equals(answer.callId()))) {
        turn.add(answer);
        answers.remove(answer);
      }
    }
    for (ToolCall call : message.toolCalls()) {
      if (turn.stream().noneMatch(answers(call))) {
        turn.add(Message.unanswered(call));
      }
    }
    return portable(turn);
  }

  private static Predicate<Message> answers(ToolCall call) {
    return message -> call.callId().equals(message.callId());
  }

  /// The turn with answers cut to their share of what a request can carry, where together they are
  /// more than that.
  private static List<Message> portable(List<Message> turn) {
    long characters = turn.stream().mapToLong(message -> message.text().length()).sum();
    int share = MOST_CHARACTERS / turn.size();
    return characters <= MOST_CHARACTERS
        ? turn
        : turn.stream().map(message -> message.cutTo(share)).toList();
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
