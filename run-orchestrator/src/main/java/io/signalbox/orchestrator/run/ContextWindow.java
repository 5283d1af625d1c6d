package io.signalbox.orchestrator.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/// What of a conversation a model is shown: the system's messages, and of the others as many of the
/// newest as fit. An assistant's message and the answers of the tools that it asked for stay
/// together, whole; the newest turn is shown even where it alone is too long.
///
/// Tokens are estimated, a token for four characters: the budget is a limit of size and cost, not
/// the model's own count.
public final class ContextWindow {
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
    while (newestFirst.hasNext()) {
      List<Message> turn = turn(newestFirst);
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

  /// One message, or the answers of tools with the message that asked for them.
  private static List<Message> turn(Iterator<Message> newestFirst) {
    List<Message> turn = new ArrayList<>();
    Message message = newestFirst.next();
    while (message.role() == Message.Role.TOOL && newestFirst.hasNext()) {
      turn.addFirst(message);
      message = newestFirst.next();
    }
    turn.addFirst(message);
    for (ToolCall call : message.toolCalls()) {
      if (turn.stream().noneMatch(answers(call))) {
        turn.add(Message.unanswered(call));
      }
    }
    return turn;
  }

  private static Predicate<Message> answers(ToolCall call) {
    return message -> call.callId().equals(message.callId());
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
