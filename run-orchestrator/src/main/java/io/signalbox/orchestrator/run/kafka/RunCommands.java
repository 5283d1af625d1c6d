package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.RunCommand;
import io.signalbox.orchestrator.run.RunCommand.Delta;
import io.signalbox.orchestrator.run.ToolOutcome;
import io.signalbox.schemas.run.AppendMessage;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CancelRun;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.DeleteRun;
import io.signalbox.schemas.run.FailModelAttempt;
import io.signalbox.schemas.run.ModelDelta;
import io.signalbox.schemas.run.RecordModelOutput;
import io.signalbox.schemas.run.RecordToolApproval;
import io.signalbox.schemas.run.RecordToolApprovalRequest;
import io.signalbox.schemas.run.RecordToolClaim;
import io.signalbox.schemas.run.RecordToolDispatch;
import io.signalbox.schemas.run.RefusedArguments;
import io.signalbox.schemas.run.ReleaseRun;
import io.signalbox.schemas.run.SettleToolCall;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.run.TimeOutRun;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Commands as they stand on the wire, read into the domain's words.
final class RunCommands {
  private RunCommands() {}

  static RunCommand of(io.signalbox.schemas.run.RunCommand wire) {
    return switch (wire.getPayload()) {
      case StartRun c -> new RunCommand.StartRun(Starts.of(c));
      case ReleaseRun c -> new RunCommand.ReleaseRun(Messages.all(c.getHistory()));
      case AppendMessage c -> new RunCommand.AppendMessage(Messages.of(c.getMessage()));
      case CancelRun c -> new RunCommand.CancelRun(c.getReason());
      case DeleteRun c -> new RunCommand.DeleteRun(c.getLastSeq());
      case TimeOutRun c -> new RunCommand.TimeOutRun(c.getNow());
      case BeginModelAttempt c ->
          new RunCommand.BeginModelAttempt(
              c.getStep(),
              c.getAttempt(),
              c.getDelivery(),
              c.getAttemptId().toString(),
              c.getWorker());
      case RecordModelOutput c ->
          new RunCommand.RecordModelOutput(
              c.getAttemptId().toString(),
              c.getIndex(),
              c.getDeltas().stream().map(RunCommands::delta).toList());
      case CompleteModelAttempt c -> complete(c);
      case FailModelAttempt c -> fail(c);
      case RecordToolDispatch c ->
          new RunCommand.RecordToolDispatch(c.getCallId(), c.getDeviceId(), c.getEpoch());
      case RecordToolClaim c ->
          new RunCommand.RecordToolClaim(c.getCallId(), c.getWorker(), c.getEpoch());
      case RecordToolApprovalRequest c ->
          new RunCommand.RecordToolApprovalRequest(c.getCallId(), c.getUntil());
      case RecordToolApproval c ->
          new RunCommand.RecordToolApproval(
              c.getCallId(), c.getDecision(), c.getBy(), c.getReason());
      case SettleToolCall c ->
          new RunCommand.SettleToolCall(
              c.getCallId(),
              new ToolOutcome(
                  ToolOutcome.Status.of(c.getStatus()),
                  c.getResult(),
                  c.getError(),
                  c.getSource()));
      default ->
          throw new IllegalArgumentException("Unknown command " + wire.getPayload().getClass());
    };
  }

  private static RunCommand complete(CompleteModelAttempt c) {
    return new RunCommand.CompleteModelAttempt(
        c.getAttemptId().toString(),
        c.getMessageId(),
        c.getText(),
        c.getToolCalls().stream().map(Messages::of).toList(),
        c.getRefusedArguments().stream()
            .collect(Collectors.toMap(RefusedArguments::getCallId, RefusedArguments::getError)),
        c.getFinishReason(),
        Messages.of(c.getUsage()));
  }

  private static RunCommand fail(FailModelAttempt c) {
    return new RunCommand.FailModelAttempt(
        c.getAttemptId().toString(),
        c.getCode(),
        c.getError(),
        c.getRetryable(),
        Optional.ofNullable(c.getRetryAfterMs()).map(Duration::ofMillis));
  }

  private static Delta delta(ModelDelta wire) {
    return new Delta(Delta.Kind.valueOf(wire.getKind().toUpperCase(Locale.ROOT)), wire.getText());
  }
}
