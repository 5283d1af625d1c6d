package io.signalbox.orchestrator.session;

import java.util.List;

/// What of a conversation is remembered: as many of its newest turns as fit, each of them whole. A
/// turn is a message, or one that asks for tools with their answers.
///
/// A turn that is too long by itself is not remembered, nor is what was said before it: the state
/// of a session has a bound.
final class History {
  /// How much is remembered, in estimated tokens.
  static final long TOKENS = 64_000;

  private History() {}

  /// The newest of what was said, in the order of saying.
  static List<Utterance> newest(List<Utterance> said, long tokens) {
    int from = said.size();
    long left = tokens;
    while (from > 0) {
      int turn = turnBefore(said, from);
      left -= said.subList(turn, from).stream().mapToLong(Utterance::tokens).sum();
      if (left < 0) {
        break;
      }
      from = turn;
    }
    return said.subList(from, said.size());
  }

  /// Where the turn begins that ends at `end`.
  private static int turnBefore(List<Utterance> said, int end) {
    int start = end - 1;
    while (start > 0 && said.get(start).isAnswer()) {
      start--;
    }
    return start;
  }
}
