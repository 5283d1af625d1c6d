package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.ContextWindow;
import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.Turn;
import io.signalbox.orchestrator.run.Turns;
import io.signalbox.orchestrator.run.kafka.Conversation.Span;
import io.signalbox.orchestrator.run.kafka.Conversation.Stored;
import io.signalbox.schemas.serde.Encoded;
import io.signalbox.schemas.serde.EncodedList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// What the store holds of a conversation, ready to be shown to a model: each turn that is over is
/// weighed and encoded once. So a step costs the copying of bytes, however much was said before.
///
/// Only a copy of what is stored, and only as far back as the window reaches. Where that is not
/// enough it says so, and the store is read.
final class Dialogue {
  /// About what an object costs that stands for a turn or a message, beside its content.
  private static final int OVERHEAD = 128;

  private final int tokens;
  private final Shown system;
  private final Deque<Shown> closed = new ArrayDeque<>();
  private final List<Message> open = new ArrayList<>();
  private boolean whole;
  private int next;
  private long closedTokens;
  private long bytes;

  private Dialogue(int tokens, Shown system) {
    this.tokens = tokens;
    this.system = system;
    this.bytes = OVERHEAD + system.bytes();
  }

  /// Messages that are shown together or not at all.
  private record Shown(long tokens, Encoded<io.signalbox.schemas.run.Message> encoded) {
    static Shown of(Turn turn) {
      return of(turn.messages(), turn.tokens());
    }

    static Shown of(List<Message> messages, long tokens) {
      return new Shown(
          tokens,
          Encoded.of(io.signalbox.schemas.run.Message.class, Messages.allOf(messages)));
    }

    long bytes() {
      return OVERHEAD + encoded.length();
    }
  }

  /// Reads it from the store, for windows of so many tokens.
  static Dialogue read(Stored stored, Span span, int tokens) {
    List<Message> system = Conversation.system(stored, span);
    Dialogue dialogue = new Dialogue(tokens, Shown.of(system, ContextWindow.tokens(system)));
    dialogue.next = span.next();
    Iterator<Message> messages = Conversation.newestFirst(stored, span.history(), span.next());
    dialogue.readOpen(messages);
    Turns turns = new Turns(Conversation.newestFirst(stored, span.history(), span.next()));
    if (turns.hasNext()) {
      turns.next(); // is open
    }
    while (turns.hasNext() && dialogue.closedTokens < tokens) {
      dialogue.close(Shown.of(turns.next()), false);
    }
    dialogue.whole = !turns.hasNext();
    return dialogue;
  }

  /// The newest turn is open: another answer may come to it.
  private void readOpen(Iterator<Message> newestFirst) {
    while (newestFirst.hasNext()) {
      Message message = newestFirst.next();
      open.addFirst(message);
      bytes += weight(message);
      if (message.role() != Message.Role.TOOL) {
        return;
      }
    }
  }

  /// One past the index of the last message in it.
  int next() {
    return next;
  }

  /// About how much memory it takes.
  long bytes() {
    return bytes;
  }

  /// What the model is shown of this and what was said since. Empty = it does not tell: an answer
  /// belongs to an older turn, or the window reaches further back.
  Optional<List<io.signalbox.schemas.run.Message>> window(List<Message> said) {
    List<Message> newest = new ArrayList<>(open);
    newest.addAll(said);
    Optional<List<Shown>> fresh = turns(newest);
    if (fresh.isEmpty() || said.stream().anyMatch(Conversation::isSystem)) {
      return Optional.empty();
    }
    List<Shown> all = new ArrayList<>(fresh.get().size() + closed.size());
    all.addAll(fresh.get());
    closed.descendingIterator().forEachRemaining(all::add);
    List<Shown> shown =
        ContextWindow.newest(all.iterator(), Shown::tokens, tokens - system.tokens());
    if (shown.size() == all.size() && !whole) {
      return Optional.empty();
    }
    List<Encoded<io.signalbox.schemas.run.Message>> parts = new ArrayList<>(1 + shown.size());
    parts.add(system.encoded());
    shown.reversed().forEach(each -> parts.add(each.encoded()));
    return Optional.of(new EncodedList<>(parts));
  }

  /// Adds what the store was given at the end. False = it can not be added; this is of no use any
  /// more.
  boolean add(List<Message> said) {
    for (Message message : said) {
      if (Conversation.isSystem(message)) {
        return false;
      }
      if (message.role() != Message.Role.TOOL && !closeOpen()) {
        return false;
      }
      open.add(message);
      bytes += weight(message);
      next++;
    }
    return true;
  }

  private boolean closeOpen() {
    Optional<List<Shown>> over = turns(open);
    if (over.isEmpty()) {
      return false;
    }
    over.get().reversed().forEach(each -> close(each, true));
    open.forEach(message -> bytes -= weight(message));
    open.clear();
    return true;
  }

  private void close(Shown turn, boolean newest) {
    if (newest) {
      closed.addLast(turn);
    } else {
      closed.addFirst(turn);
    }
    closedTokens += turn.tokens();
    bytes += turn.bytes();
    while (newest && closed.size() > 1 && closedTokens - closed.getFirst().tokens() >= tokens) {
      Shown oldest = closed.removeFirst();
      closedTokens -= oldest.tokens();
      bytes -= oldest.bytes();
      whole = false;
    }
  }

  /// The turns that messages make by themselves, the newest first; empty = an answer among them
  /// belongs to a question that is not.
  private static Optional<List<Shown>> turns(List<Message> messages) {
    Turns turns = new Turns(messages.reversed().iterator());
    List<Shown> all = new ArrayList<>();
    turns.forEachRemaining(turn -> all.add(Shown.of(turn)));
    return turns.isWhole() ? Optional.of(all) : Optional.empty();
  }

  private static long weight(Message message) {
    return OVERHEAD + 4 * ContextWindow.tokens(List.of(message));
  }
}
