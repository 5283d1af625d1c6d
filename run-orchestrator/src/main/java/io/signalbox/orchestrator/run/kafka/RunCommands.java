package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.RunCommand;
import io.signalbox.orchestrator.run.RunCommand.Delta;
import io.signalbox.orchestrator.run.ToolOutcome;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.FailModelAttempt;
import io.signalbox.schemas.run.ModelDelta;
import io.signalbox.schemas.run.RecordModelOutput;
import io.signalbox.schemas.run.RecordToolDispatch;
import io.signalbox.schemas.run.SettleToolCall;
import io.signalbox.schemas.run.StartRun;
import java.time.Instant;
import java.util.Locale;

/// Commands as they stand on the wire, read into the domain's words.
final class RunCommands {
  private RunCommands() {}

  static RunCommand of(io.signalbox.schemas.run.RunCommand wire) {
    return switch (wire.getPayload()) {
      case StartRun c -> start(c);
      case BeginModelAttempt c ->
          new RunCommand.BeginModelAttempt(c.getStep(), c.getAttemptId().toString(), c.getWorker());
      case RecordModelOutput c ->
          new RunCommand.RecordModelOutput(
              c.getAttemptId().toString(),
              c.getIndex(),
              c.getDeltas().stream().map(RunCommands::delta).toList());
      case CompleteModelAttempt c -> complete(c, wire.getEnvelope().getOccurredAt());
      case FailModelAttempt c ->
          new RunCommand.FailModelAttempt(
              c.getAttemptId().toString(), c.getCode(), c.getError(), c.getRetryable());
      case RecordToolDispatch c ->
          new RunCommand.RecordToolDispatch(c.getCallId(), c.getDeviceId(), c.getEpoch());
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

  private static RunCommand start(StartRun c) {
    return new RunCommand.StartRun(
        c.getAgentId(),
        c.getAgentVersionId(),
        c.getConfigHash(),
        PlanReader.read(c.getConfig()),
        c.getMessages().stream().map(Messages::of).toList(),
        c.getMetadata());
  }

  private static RunCommand complete(CompleteModelAttempt c, Instant at) {
    return new RunCommand.CompleteModelAttempt(
        c.getAttemptId().toString(),
        c.getMessageId(),
        c.getText(),
        c.getToolCalls().stream().map(Messages::of).toList(),
        c.getFinishReason(),
        Messages.of(c.getUsage()),
        at);
  }

  private static Delta delta(ModelDelta wire) {
    return new Delta(Delta.Kind.valueOf(wire.getKind().toUpperCase(Locale.ROOT)), wire.getText());
  }
}
