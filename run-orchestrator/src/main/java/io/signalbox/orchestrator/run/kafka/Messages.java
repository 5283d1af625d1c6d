package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.ToolCall;
import io.signalbox.orchestrator.run.Usage;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.run.ToolCallDraft;
import java.util.List;
import java.util.Locale;

/// The parts that commands, events and requests share, between wire and domain.
final class Messages {
  private Messages() {}

  static List<Message> all(List<io.signalbox.schemas.run.Message> wire) {
    return wire.stream().map(Messages::of).toList();
  }

  static List<io.signalbox.schemas.run.Message> allOf(List<Message> messages) {
    return messages.stream().map(Messages::of).toList();
  }

  static Message of(io.signalbox.schemas.run.Message wire) {
    return new Message(
        wire.getId(),
        Message.Role.valueOf(wire.getRole().toUpperCase(Locale.ROOT)),
        wire.getText(),
        wire.getParts(),
        wire.getToolCalls().stream().map(Messages::of).toList(),
        wire.getCallId(),
        wire.getToolName());
  }

  static io.signalbox.schemas.run.Message of(Message message) {
    return io.signalbox.schemas.run.Message.newBuilder()
        .setId(message.id())
        .setRole(message.role().name().toLowerCase(Locale.ROOT))
        .setText(message.text())
        .setParts(message.parts())
        .setToolCalls(drafts(message.toolCalls()))
        .setCallId(message.callId())
        .setToolName(message.toolName())
        .build();
  }

  static ToolCall of(ToolCallDraft wire) {
    return new ToolCall(wire.getCallId(), wire.getToolName(), wire.getArgs());
  }

  static List<ToolCallDraft> drafts(List<ToolCall> calls) {
    return calls.stream()
        .map(call ->
            ToolCallDraft.newBuilder()
                .setCallId(call.callId())
                .setToolName(call.toolName())
                .setArgs(call.args())
                .build())
        .toList();
  }

  static Usage of(TokenUsage wire) {
    return new Usage(wire.getInputTokens(), wire.getOutputTokens());
  }

  static TokenUsage of(Usage usage) {
    return TokenUsage.newBuilder()
        .setInputTokens(usage.inputTokens())
        .setOutputTokens(usage.outputTokens())
        .build();
  }
}
