package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.kafka.Conversation.Span;
import io.signalbox.orchestrator.run.kafka.Conversation.Stored;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stored conversation, which counts how often somebody reads from it.
final class SaidSoFar implements Stored {
  static final Message SYSTEM =
      new Message("s", Message.Role.SYSTEM, "Be brief.", null, List.of(), null, null);

  private final List<Message> messages = new ArrayList<>();
  private int read;

  void add(List<Message> said) {
    messages.addAll(said);
  }

  List<Message> messages() {
    return messages;
  }

  Span span() {
    return new Span(1, 0, 0, messages.size());
  }

  int read() {
    return read;
  }

  @Override
  public @Nullable String config() {
    return null;
  }

  @Override
  public Message system(int index) {
    return SYSTEM;
  }

  @Override
  public Message message(int index) {
    read++;
    return messages.get(index);
  }

  @Override
  public Dialogue dialogue(Span span, int tokens) {
    return Dialogue.read(this, span, tokens);
  }
}
