package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.ContextWindow;
import io.signalbox.orchestrator.run.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What was said in a run: what the store holds of it, and what this decision adds. Messages are
/// read one by one, and only as far back as somebody looks; what a model is shown is at hand while
/// the run is busy. So a long conversation costs no more than a short one.
///
/// @param span where the stored messages are
/// @param config the agent's configuration, where this decision brings it
/// @param history what this decision adds at the start, in order
/// @param said what this decision adds at the end, in order
record Conversation(
    Stored stored, Span span, @Nullable String config, List<Message> history, List<Message> said) {
  Conversation {
    history = List.copyOf(history);
    said = List.copyOf(said);
  }

  /// What the store holds of one run.
  interface Stored {

    /// The agent's configuration.
    @Nullable String config();

    /// A message of the system, from 0.
    Message system(int index);

    /// Another message.
    Message message(int index);

    /// All of it, ready to be shown; null = nothing is stored.
    ///
    /// @param span what is stored
    /// @param tokens the budget of its windows
    @Nullable Dialogue dialogue(Span span, int tokens);
  }

  /// Which messages are stored. History is put before the first, so indices may be negative.
  ///
  /// @param system how many messages of the system there are
  /// @param history the first index of the history
  /// @param first the first index of what was said in the run itself
  /// @param next one past the last index
  record Span(int system, int history, int first, int next) {
    static final Span EMPTY = new Span(0, 0, 0, 0);
  }

  static Conversation stored(Stored stored, Span span) {
    return new Conversation(stored, span, null, List.of(), List.of());
  }

  Conversation with(String newConfig) {
    return new Conversation(stored, span, newConfig, history, said);
  }

  Conversation with(List<Message> before, List<Message> after) {
    if (before.isEmpty() && after.isEmpty()) {
      return this;
    }
    List<Message> longer = new ArrayList<>(said);
    longer.addAll(after);
    return new Conversation(stored, span, config, before.isEmpty() ? history : before, longer);
  }

  /// The agent's configuration.
  String configuration() {
    return config != null
        ? config
        : Objects.requireNonNull(stored.config(), "Expected the store to hold the configuration");
  }

  /// What the model is shown.
  List<io.signalbox.schemas.run.Message> window(int tokens) {
    Dialogue dialogue = history.isEmpty() ? stored.dialogue(span, tokens) : null;
    return Optional.ofNullable(dialogue)
        .flatMap(known -> known.window(said))
        .orElseGet(() -> Messages.allOf(plain(tokens)));
  }

  private List<Message> plain(int tokens) {
    List<Message> system = new ArrayList<>(system(stored, span));
    said.stream().filter(Conversation::isSystem).forEach(system::add);
    return ContextWindow.of(system, newestFirst(span.history(), history), tokens);
  }

  /// The newest of what was said in the run itself, the system's messages aside.
  List<Message> newest(int tokens) {
    return ContextWindow.of(List.of(), newestFirst(span.first(), List.of()), tokens);
  }

  static boolean isSystem(Message message) {
    return message.role() == Message.Role.SYSTEM;
  }

  /// The system's messages that are stored.
  static List<Message> system(Stored stored, Span span) {
    return IntStream.range(0, span.system()).mapToObj(stored::system).toList();
  }

  /// The other messages that are stored.
  ///
  /// @param first the index of the oldest
  /// @param next one past the index of the newest
  static Iterator<Message> newestFirst(Stored stored, int first, int next) {
    return new Iterator<>() {
      private int index = next - 1;

      @Override
      public boolean hasNext() {
        return index >= first;
      }

      @Override
      public Message next() {
        if (!hasNext()) {
          throw new NoSuchElementException("The conversation has no older message");
        }
        return stored.message(index--);
      }
    };
  }

  private Iterator<Message> newestFirst(int first, List<Message> oldest) {
    List<Message> newest = said.stream().filter(each -> !isSystem(each)).toList();
    return chain(
        List.of(
            newest.reversed().iterator(),
            newestFirst(stored, first, span.next()),
            oldest.reversed().iterator()));
  }

  private static Iterator<Message> chain(List<Iterator<Message>> parts) {
    Iterator<Iterator<Message>> left = parts.iterator();
    return new Iterator<>() {
      private Iterator<Message> part = left.next();

      @Override
      public boolean hasNext() {
        while (!part.hasNext() && left.hasNext()) {
          part = left.next();
        }
        return part.hasNext();
      }

      @Override
      public Message next() {
        if (!hasNext()) {
          throw new NoSuchElementException("The conversation has no older message");
        }
        return part.next();
      }
    };
  }
}
