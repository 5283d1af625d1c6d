package io.signalbox.orchestrator.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A fact about one run.
public sealed interface RunEvent {

  /// The run exists.
  record RunCreated(Start start) implements RunEvent {}

  /// The run's turn in its session has come, and it waits for a worker.
  record RunReleased(List<Message> history) implements RunEvent {
    public RunReleased {
      history = List.copyOf(history);
    }
  }

  /// A worker took the first model call, or the run took up its parent's open tool calls.
  record RunStarted() implements RunEvent {}

  /// Another attempt at the model call of a step is asked for.
  record ModelAttemptRequested(int step, int attempt) implements RunEvent {}

  /// An attempt at the model call of a step began; what an earlier attempt of it streamed is void.
  ///
  /// @param request the request that the worker took; an earlier one than `attempt` where it was
  ///   made again meanwhile
  /// @param delivery how often the request had been handed to a worker; 0 = not known
  record ModelAttemptStarted(
      int step, int attempt, int request, int delivery, String attemptId, String worker)
      implements RunEvent {}

  /// A piece of the answer.
  record AssistantDelta(int step, int attempt, int index, String delta) implements RunEvent {}

  /// A piece of the reasoning.
  record ReasoningDelta(int step, int attempt, int index, String delta) implements RunEvent {}

  /// An attempt ended without a turn.
  ///
  /// @param retryAt when the next one is due; empty = there is none, or it begins at once
  record ModelAttemptFailed(
      int step,
      int attempt,
      String code,
      String error,
      boolean retryable,
      Optional<Instant> retryAt)
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
      implements RunEvent {
    public AssistantMessage {
      toolCalls = List.copyOf(toolCalls);
    }
  }

  /// Somebody said something to the run; the model sees it with its next turn.
  record MessageAppended(Message message) implements RunEvent {}

  /// The run asks for a tool call.
  record ToolCallRequested(
      int step, ToolCall call, ExecutionTarget target, Optional<Instant> deadline)
      implements RunEvent {}

  /// The run waits until these calls are settled.
  record RunWaitingTool(Set<String> pending) implements RunEvent {}

  /// A call of the run was handed to an executor.
  record ToolCallDispatched(String callId, String toolName, String deviceId, int epoch)
      implements RunEvent {}

  /// A worker or a browser took a call.
  record ToolCallClaimed(String callId, String toolName, String worker, int epoch)
      implements RunEvent {}

  /// A call waits for somebody to approve it.
  record ToolApprovalRequested(String callId, String toolName, Instant until) implements RunEvent {}

  /// A call was approved or denied.
  ///
  /// @param decision as on the wire
  /// @param by the subject of whoever decided
  record ToolApprovalDecided(
      String callId, String toolName, String decision, String by, @Nullable String reason)
      implements RunEvent {}

  /// A call of the run is settled.
  record ToolResultReceived(String callId, String toolName, ToolOutcome outcome)
      implements RunEvent {}

  /// The next step begins.
  record RunResumed(int step) implements RunEvent {}

  /// Nothing happened for as long as the agent allows; the run goes on.
  record RunSilent(Instant since, String waitingFor) implements RunEvent {}

  /// The run reached its end.
  record RunCompleted(String text, Usage usage) implements RunEvent {}

  /// The run cannot go on.
  record RunFailed(String code, String error, Usage usage) implements RunEvent {}

  /// The run was ended from outside.
  record RunCanceled(String reason, Usage usage) implements RunEvent {}

  /// The run is removed; what its other events say is erased.
  record RunDeleted() implements RunEvent {}
}
