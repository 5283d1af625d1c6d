package io.signalbox.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A wish addressed to one run.
public sealed interface RunCommand {

  /// Start a run of an agent version.
  record StartRun(Start start) implements RunCommand {}

  /// The run's turn in its session has come.
  ///
  /// @param history what was said in the session before it
  record ReleaseRun(List<Message> history) implements RunCommand {
    public ReleaseRun {
      history = List.copyOf(history);
    }
  }

  /// Say something to a run that is under way.
  record AppendMessage(Message message) implements RunCommand {}

  /// End the run and stop what it has set going.
  record CancelRun(String reason) implements RunCommand {}

  /// Remove the run.
  ///
  /// @param lastSeq the last seq of the run as the sender saw it
  record DeleteRun(long lastSeq) implements RunCommand {}

  /// A deadline of the run may have passed.
  record TimeOutRun(Instant now) implements RunCommand {}

  /// A worker takes the model call of a step.
  ///
  /// @param request the attempt that the work item asks for
  /// @param delivery how often the work item was handed to a worker; 0 = not known
  record BeginModelAttempt(int step, int request, int delivery, String attemptId, String worker)
      implements RunCommand {}

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
  ///
  /// @param argumentErrors what the tools' schemas object to, by the ids of the calls
  record CompleteModelAttempt(
      String attemptId,
      String messageId,
      String text,
      List<ToolCall> toolCalls,
      Map<String, String> argumentErrors,
      String finishReason,
      Usage usage)
      implements RunCommand {
    public CompleteModelAttempt {
      toolCalls = List.copyOf(toolCalls);
      argumentErrors = Map.copyOf(argumentErrors);
    }
  }

  /// The model call failed.
  ///
  /// @param retryAfter how long the provider asks to wait
  record FailModelAttempt(
      String attemptId, String code, String error, boolean retryable, Optional<Duration> retryAfter)
      implements RunCommand {}

  /// A tool call of the run was handed to an executor.
  record RecordToolDispatch(String callId, String deviceId, int epoch) implements RunCommand {}

  /// A tool call of the run was taken by a worker or a browser.
  record RecordToolClaim(String callId, String worker, int epoch) implements RunCommand {}

  /// A tool call of the run waits for somebody to approve it.
  record RecordToolApprovalRequest(String callId, Instant until) implements RunCommand {}

  /// A tool call of the run was approved or denied.
  ///
  /// @param decision as on the wire
  /// @param by the subject of whoever decided
  record RecordToolApproval(String callId, String decision, String by, @Nullable String reason)
      implements RunCommand {}

  /// A tool call of the run ended.
  record SettleToolCall(String callId, ToolOutcome outcome) implements RunCommand {}
}
