package io.signalbox.orchestrator.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model call to make.
///
/// @param runId the run that waits
/// @param step which turn of the run it is, from 1
/// @param attempt which attempt at this turn it is, from 1
/// @param config the agent's configuration, JSON
/// @param messages the conversation that the model is shown
public record ModelCall(String runId, int step, int attempt, String config, List<Said> messages) {
  public ModelCall {
    messages = List.copyOf(messages);
  }

  /// One message of the conversation.
  ///
  /// @param role system, user, assistant or tool
  /// @param toolName for a tool's answer: the tool
  public record Said(String role, String text, @Nullable String toolName) {}
}
