package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.ContextWindow;
import io.signalbox.orchestrator.run.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What was said in a run: what the store holds of it, and what this decision adds. Messages are
/// read one by one, and only as far back as somebody looks, so a long conversation costs no more
/// than a short one.
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
  List<Message> window(int tokens) {
    List<Message> system = new ArrayList<>();
    for (int i = 0; i < span.system(); i++) {
      system.add(stored.system(i));
    }
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

  private Iterator<Message> newestFirst(int last, List<Message> oldest) {
    List<Message> newest = said.stream().filter(each -> !isSystem(each)).toList().reversed();
    return new Iterator<>() {
      private int added = 0;
      private int index = span.next() - 1;
      private int old = oldest.size() - 1;

      @Override
      public boolean hasNext() {
        return added < newest.size() || index >= last || old >= 0;
      }

      @Override
      public Message next() {
        if (added < newest.size()) {
          return newest.get(added++);
        }
        if (index >= last) {
          return stored.message(index--);
        }
        if (old >= 0) {
          return oldest.get(old--);
        }
        throw new NoSuchElementException("The conversation has no older message");
      }
    };
  }
}
