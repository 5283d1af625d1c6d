package io.signalbox.orchestrator.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// A message that no tool said, with the answers of the tools that it asked for right behind it, as
/// a model is shown them: whole or not at all.
///
/// @param tokens how many tokens they are estimated to have, together
public record Turn(List<Message> messages, long tokens) {
  public Turn {
    messages = List.copyOf(messages);
  }

  /// @param answers those that no newer message asked for; the ones of this turn are taken out
  static Turn of(Message message, List<Message> answers) {
    List<Message> turn = new ArrayList<>(1 + message.toolCalls().size());
    turn.add(message);
    for (Iterator<Message> each = answers.iterator(); each.hasNext(); ) {
      Message answer = each.next();
      if (message.toolCalls().stream().anyMatch(call -> answers(call, answer))) {
        turn.add(answer);
        each.remove();
      }
    }
    for (ToolCall call : message.toolCalls()) {
      if (turn.stream().noneMatch(each -> answers(call, each))) {
        turn.add(Message.unanswered(call));
      }
    }
    List<Message> shown = portable(turn);
    return new Turn(shown, ContextWindow.tokens(shown));
  }

  private static boolean answers(ToolCall call, Message message) {
    return call.callId().equals(message.callId());
  }

  /// The turn with answers cut to their share of what a request can carry, where together they are
  /// more than that.
  private static List<Message> portable(List<Message> turn) {
    long characters = turn.stream().mapToLong(message -> message.text().length()).sum();
    int share = ContextWindow.MOST_CHARACTERS / turn.size();
    return characters <= ContextWindow.MOST_CHARACTERS
        ? turn
        : turn.stream().map(message -> message.cutTo(share)).toList();
  }
}
