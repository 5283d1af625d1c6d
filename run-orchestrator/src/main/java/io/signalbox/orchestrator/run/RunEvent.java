package io.signalbox.orchestrator.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A fact about one run.
public sealed interface RunEvent {

  /// The run exists and waits for a worker.
  record RunCreated(
      String agentId,
      String agentVersionId,
      String configHash,
      Plan plan,
      List<Message> messages,
      @Nullable String metadata)
      implements RunEvent {}

  /// A worker took the first model call.
  record RunStarted() implements RunEvent {}

  /// An attempt at the model call of a step began; what an earlier attempt of it streamed is void.
  record ModelAttemptStarted(int step, int attempt, String attemptId, String worker)
      implements RunEvent {}

  /// A piece of the answer.
  record AssistantDelta(int step, int attempt, int index, String delta) implements RunEvent {}

  /// A piece of the reasoning.
  record ReasoningDelta(int step, int attempt, int index, String delta) implements RunEvent {}

  /// An attempt ended without a turn.
  record ModelAttemptFailed(int step, int attempt, String code, String error, boolean retryable)
      implements RunEvent {}

  /// The whole turn of the model.
  record AssistantMessage(
      int step,
      int attempt,
      String messageId,
      String text,
      List<ToolCall> toolCalls,
      String finishReason,
      Usage usage)
      implements RunEvent {}

  /// The run asks for a tool call.
  record ToolCallRequested(
      int step, ToolCall call, ExecutionTarget target, Optional<Instant> deadline)
      implements RunEvent {}

  /// The run waits until these calls are settled.
  record RunWaitingTool(Set<String> pending) implements RunEvent {}

  /// A call of the run was handed to an executor.
  record ToolCallDispatched(String callId, String toolName, String deviceId, int epoch)
      implements RunEvent {}

  /// A call of the run is settled.
  record ToolResultReceived(String callId, String toolName, ToolOutcome outcome)
      implements RunEvent {}

  /// Every call is settled and the next step begins.
  record RunResumed(int step) implements RunEvent {}

  /// The run reached its end.
  record RunCompleted(String text, Usage usage) implements RunEvent {}

  /// The run cannot go on.
  record RunFailed(String code, String error, Usage usage) implements RunEvent {}
}
