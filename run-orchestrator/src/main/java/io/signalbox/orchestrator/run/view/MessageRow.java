package io.signalbox.orchestrator.run.view;

import io.signalbox.kit.json.WireJson;
import io.signalbox.orchestrator.run.ToolOutcome;
import io.signalbox.schemas.run.AssistantMessage;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.MessageAppended;
import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunReleased;
import io.signalbox.schemas.run.ToolCallDraft;
import io.signalbox.schemas.run.ToolResultReceived;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One message of a run's conversation. The conversation is in the order position (nulls last),
/// seq, item.
///
/// @param seq the event that brought the message
/// @param item which of that event's messages, from 0
/// @param position seq of the event from which on the model is shown the message; 0 for what was
///   said before the run, null while the model has not been shown it
record MessageRow(
    UUID runId, long seq, int item, @Nullable Long position, String tenantId, Message message) {
  private static final long BEFORE_ALL = 0;

  /// The messages that an event brings.
  static List<MessageRow> of(RunEvent event) {
    long seq = event.getEnvelope().getSeq();
    List<MessageRow> rows = new ArrayList<>();
    switch (event.getPayload()) {
      case RunCreated e -> {
        add(rows, event, BEFORE_ALL, e.getHistory());
        add(rows, event, seq, e.getMessages());
      }
      case RunReleased e -> add(rows, event, BEFORE_ALL, e.getHistory());
      case MessageAppended e -> add(rows, event, null, List.of(e.getMessage()));
      case AssistantMessage e -> add(rows, event, seq, List.of(turn(e)));
      case ToolResultReceived e -> add(rows, event, seq, List.of(answer(e)));
      default -> {} // says nothing
    }
    return rows;
  }

  /// The message as it is once the model is shown it.
  MessageRow shown(long at) {
    return position == null ? new MessageRow(runId, seq, item, at, tenantId, message) : this;
  }

  /// The calls that the message asks for, a JSON array.
  String toolCalls() {
    return message.getToolCalls().stream()
        .map(WireJson::text)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static void add(
      List<MessageRow> rows, RunEvent event, @Nullable Long position, List<Message> messages) {
    UUID runId = UUID.fromString(event.getEnvelope().getAggregateId());
    String tenantId = event.getEnvelope().getTenantId();
    long seq = event.getEnvelope().getSeq();
    for (Message message : messages) {
      rows.add(new MessageRow(runId, seq, rows.size(), position, tenantId, message));
    }
  }

  private static Message turn(AssistantMessage event) {
    return message(event.getMessageId(), "assistant", event.getText(), event.getToolCalls())
        .build();
  }

  private static Message answer(ToolResultReceived event) {
    String text = ToolOutcome.answer(event.getStatus(), event.getResult(), event.getError());
    return message(event.getCallId(), "tool", text, List.of())
        .setCallId(event.getCallId())
        .setToolName(event.getToolName())
        .build();
  }

  private static Message.Builder message(
      String id, String role, String text, List<ToolCallDraft> toolCalls) {
    return Message.newBuilder().setId(id).setRole(role).setText(text).setToolCalls(toolCalls);
  }
}
