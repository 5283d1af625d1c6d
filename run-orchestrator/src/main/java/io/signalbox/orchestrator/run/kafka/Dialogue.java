package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.ContextWindow;
import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.Turn;
import io.signalbox.orchestrator.run.Turns;
import io.signalbox.orchestrator.run.kafka.Conversation.Span;
import io.signalbox.orchestrator.run.kafka.Conversation.Stored;
import io.signalbox.schemas.serde.Encoded;
import io.signalbox.schemas.serde.EncodedList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;

/// What the store holds of a conversation, ready to be shown to a model: each turn that is over is
/// weighed and encoded once. So a step costs the copying of bytes, however much was said before.
///
/// Only a copy of what is stored, and only as far back as the window reaches. Where that is not
/// enough it says so, and the store is read.
final class Dialogue {
  /// About what an object costs that stands for a message, beside its content.
  private static final int OVERHEAD = 128;

  private final int tokens;
  private final Shown system;
  private final PastTurns past;

  /// The newest turn, to which another answer may come.
  private final List<Message> open = new ArrayList<>();

  private Made made = new Made(List.of(), List.of());
  private int next;

  private Dialogue(int tokens, Shown system, int next) {
    this.tokens = tokens;
    this.system = system;
    this.past = new PastTurns(tokens);
    this.next = next;
  }

  /// Messages that are shown together or not at all.
  private record Shown(long tokens, Encoded<io.signalbox.schemas.run.Message> encoded) {
    static Shown of(Turn turn) {
      return of(turn.messages(), turn.tokens());
    }

    static Shown of(List<Message> messages, long tokens) {
      return new Shown(
          tokens, Encoded.of(io.signalbox.schemas.run.Message.class, Messages.allOf(messages)));
    }
  }

  private record Made(List<Message> messages, List<Shown> turns) {}

  /// Reads it from the store, for windows of so many tokens.
  static Dialogue read(Stored stored, Span span, int tokens) {
    List<Message> system = Conversation.system(stored, span);
    Dialogue dialogue =
        new Dialogue(tokens, Shown.of(system, ContextWindow.tokens(system)), span.next());
    dialogue.readOpen(Conversation.newestFirst(stored, span.history(), span.next()));
    dialogue.readPast(new Turns(Conversation.newestFirst(stored, span.history(), span.next())));
    return dialogue;
  }

  private void readOpen(Iterator<Message> newestFirst) {
    while (newestFirst.hasNext()) {
      Message message = newestFirst.next();
      open.addFirst(message);
      if (message.role() != Message.Role.TOOL) {
        return;
      }
    }
  }

  private void readPast(Turns turns) {
    if (turns.hasNext()) {
      turns.next(); // the open one
    }
    List<Turn> read = new ArrayList<>();
    for (long sum = 0; sum < tokens && turns.hasNext(); sum += read.getLast().tokens()) {
      read.add(turns.next());
    }
    read.reversed().forEach(turn -> close(Shown.of(turn)));
    if (turns.hasNext()) {
      past.cut();
    }
  }

  /// One past the index of the last message in it.
  int next() {
    return next;
  }

  /// About how much memory it takes.
  long bytes() {
    long messages = 4 * ContextWindow.tokens(open) + (long) OVERHEAD * open.size();
    return OVERHEAD + system.encoded().length() + past.bytes() + messages;
  }

  /// What the model is shown of this and what was said since. Empty = it does not tell: an answer
  /// belongs to an older turn, or the window reaches further back.
  Optional<List<io.signalbox.schemas.run.Message>> window(List<Message> said) {
    if (said.stream().anyMatch(Conversation::isSystem)) {
      return Optional.empty();
    }
    List<Message> newest = new ArrayList<>(open);
    newest.addAll(said);
    return turns(newest).flatMap(this::fitting);
  }

  private Optional<List<io.signalbox.schemas.run.Message>> fitting(List<Shown> newest) {
    int shown = ContextWindow.newest(weights(newest), tokens - system.tokens());
    int older = shown - newest.size();
    if (older == past.size() && !past.isWhole()) {
      return Optional.empty();
    }
    List<Encoded<io.signalbox.schemas.run.Message>> parts = new ArrayList<>();
    parts.add(system.encoded());
    if (older > 0) {
      parts.add(past.newest(older));
    }
    newest.subList(0, Math.min(shown, newest.size())).reversed().stream()
        .map(Shown::encoded)
        .forEach(parts::add);
    return Optional.of(new EncodedList<>(parts));
  }

  private PrimitiveIterator.OfLong weights(List<Shown> newest) {
    Iterator<Shown> newer = newest.iterator();
    PrimitiveIterator.OfLong older = past.tokens();
    return new PrimitiveIterator.OfLong() {
      @Override
      public boolean hasNext() {
        return newer.hasNext() || older.hasNext();
      }

      @Override
      public long nextLong() {
        return newer.hasNext() ? newer.next().tokens() : older.nextLong();
      }
    };
  }

  /// Adds what the store was given at the end. False = it cannot be added; this is of no use any
  /// more.
  boolean add(List<Message> said) {
    for (Message message : said) {
      if (Conversation.isSystem(message) || (message.role() != Message.Role.TOOL && !closeOpen())) {
        return false;
      }
      open.add(message);
      next++;
    }
    return true;
  }

  private boolean closeOpen() {
    Optional<List<Shown>> over = turns(open);
    over.ifPresent(turns -> turns.reversed().forEach(this::close));
    open.clear();
    return over.isPresent();
  }

  private void close(Shown turn) {
    past.add(turn.encoded(), turn.tokens());
  }

  /// The turns that messages make by themselves, the newest first; empty = an answer among them
  /// belongs to a question that is not. Messages are shown first and their turn is over later, so
  /// what was made last is often what is wanted.
  private Optional<List<Shown>> turns(List<Message> messages) {
    if (made.messages().equals(messages)) {
      return Optional.of(made.turns());
    }
    Turns turns = new Turns(messages.reversed().iterator());
    List<Shown> all = new ArrayList<>();
    turns.forEachRemaining(turn -> all.add(Shown.of(turn)));
    if (!turns.isWhole()) {
      return Optional.empty();
    }
    made = new Made(List.copyOf(messages), all);
    return Optional.of(all);
  }
}
