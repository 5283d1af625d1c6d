package io.signalbox.orchestrator.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message of a run's conversation.
///
/// @param text the text; for a tool's answer, its JSON
/// @param parts structured content as the client sent it, a JSON array
/// @param toolCalls what an assistant's message asks for
/// @param callId for a tool's answer: the call that it answers
/// @param toolName for a tool's answer: the tool
public record Message(
    String id,
    Role role,
    String text,
    @Nullable String parts,
    List<ToolCall> toolCalls,
    @Nullable String callId,
    @Nullable String toolName) {

  /// Who speaks.
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
  }

  public Message {
    toolCalls = List.copyOf(toolCalls);
  }

  static Message assistant(String id, String text, List<ToolCall> toolCalls) {
    return new Message(id, Role.ASSISTANT, text, null, toolCalls, null, null);
  }

  static Message tool(String callId, String toolName, String answer) {
    return new Message(callId, Role.TOOL, answer, null, List.of(), callId, toolName);
  }

  /// Stands for the answer of a call whose run ended before it came.
  static Message unanswered(ToolCall call) {
    String answer =
        ToolOutcome.answer(ToolOutcome.Status.CANCELED.wire(), null, "the run ended first");
    return tool(call.callId(), call.toolName(), answer);
  }

  /// The same with at most as many characters of a tool's answer, as a JSON string.
  Message cutTo(int characters) {
    return role == Role.TOOL && text.length() > characters
        ? new Message(
            id,
            role,
            JsonText.quote(
                text.substring(0, characters)
                    + "... (cut: the answer has %d characters)".formatted(text.length())),
            parts,
            toolCalls,
            callId,
            toolName)
        : this;
  }
}
