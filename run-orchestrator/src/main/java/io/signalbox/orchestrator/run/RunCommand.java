package io.signalbox.orchestrator.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wish addressed to one run.
public sealed interface RunCommand {

  /// Start a run of an agent version.
  record StartRun(
      String agentId,
      String agentVersionId,
      String configHash,
      Plan plan,
      List<Message> messages,
      @Nullable String metadata)
      implements RunCommand {
    public StartRun {
      messages = List.copyOf(messages);
    }
  }

  /// A worker takes the model call of a step.
  record BeginModelAttempt(int step, String attemptId, String worker) implements RunCommand {}

  /// Output of a running attempt.
  ///
  /// @param index number of the first delta within the attempt
  record RecordModelOutput(String attemptId, int index, List<Delta> deltas) implements RunCommand {
    public RecordModelOutput {
      deltas = List.copyOf(deltas);
    }
  }

  /// A piece of model output.
  record Delta(Kind kind, String text) {

    /// What a piece belongs to.
    public enum Kind {
      TEXT,
      REASONING
    }
  }

  /// The model ended its turn.
  record CompleteModelAttempt(
      String attemptId,
      String messageId,
      String text,
      List<ToolCall> toolCalls,
      String finishReason,
      Usage usage,
      Instant at)
      implements RunCommand {
    public CompleteModelAttempt {
      toolCalls = List.copyOf(toolCalls);
    }
  }

  /// The model call failed.
  record FailModelAttempt(String attemptId, String code, String error, boolean retryable)
      implements RunCommand {}

  /// A tool call of the run was handed to an executor.
  record RecordToolDispatch(String callId, String deviceId, int epoch) implements RunCommand {}

  /// A tool call of the run ended.
  record SettleToolCall(String callId, ToolOutcome outcome) implements RunCommand {}
}
