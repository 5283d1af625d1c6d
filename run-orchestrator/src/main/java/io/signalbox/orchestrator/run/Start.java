package io.signalbox.orchestrator.run;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a run starts with.
///
/// @param config the agent's whole configuration, JSON
/// @param plan the parts of it that decide steps
/// @param messages the conversation at the start
/// @param metadata free JSON object of the caller
/// @param history what was said in the session before the run
public record Start(
    Agent agent,
    String config,
    Plan plan,
    List<Message> messages,
    @Nullable String metadata,
    Optional<String> sessionId,
    List<Message> history,
    WaitsFor waitsFor,
    Optional<Parent> parent,
    int firstStep) {
  public Start {
    messages = List.copyOf(messages);
    history = List.copyOf(history);
    if (firstStep < 1) {
      throw new IllegalArgumentException(
          "Expected firstStep to be 1 or more, but got " + firstStep);
    }
  }

  /// The agent version that is run.
  public record Agent(String agentId, String versionId, String configHash) {}

  /// The run that this one was forked from.
  ///
  /// @param seq the seq up to which its history is this run's, too
  public record Parent(String runId, long seq) {}

  /// What the first model call waits for. The wire names are the lower-case names.
  public enum WaitsFor {
    /// Nothing: it is queued at once.
    MODEL,
    /// The run's turn in its session.
    SESSION,
    /// The tool calls that the last message asks for and that nobody answered yet.
    TOOLS
  }

  /// The calls that the last assistant message asks for and that no message answers.
  List<ToolCall> openCalls() {
    List<ToolCall> asked = List.of();
    for (Message message : messages) {
      switch (message.role()) {
        case ASSISTANT -> asked = message.toolCalls();
        case TOOL -> asked = without(asked, message.callId());
        case SYSTEM, USER -> {}
      }
    }
    return asked;
  }

  private static List<ToolCall> without(List<ToolCall> calls, @Nullable String callId) {
    return calls.stream().filter(call -> !call.callId().equals(callId)).toList();
  }
}
