package io.signalbox.orchestrator.run.kafka;

import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.Run.PendingCall;
import io.signalbox.orchestrator.run.RunReactions.Wish;
import io.signalbox.orchestrator.run.Work;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.ModelControl;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.StopModelAttempt;
import io.signalbox.schemas.session.RecordRunEnd;
import io.signalbox.schemas.session.SessionCommand;
import io.signalbox.schemas.tool.CancelToolCall;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.topic.Topics;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/// What a run sets going elsewhere, as messages to other topics.
final class RunMessages {
  /// How much of what was said in a run its session hears, in estimated tokens: the next run's
  /// window decides how much of that a model is shown.
  private static final int HISTORY_TOKENS = 64_000;

  private RunMessages() {}

  static Stream<Outgoing> of(Wish wish, RunFile before, RunFile after, Envelope cause) {
    return switch (wish) {
      case Wish.CallModel call -> Stream.of(callModel(call, after, cause));
      case Wish.StopModel stop -> Stream.of(stopModel(stop, cause));
      case Wish.CallTool call -> Stream.of(callTool(call.call(), after, cause));
      case Wish.CancelTool cancel -> Stream.of(cancelTool(cancel, cause));
      case Wish.EndInSession end -> Stream.of(endInSession(end, before, cause));
      case Wish.EraseLog _ -> eraseLog(cause);
    };
  }

  private static Outgoing callModel(Wish.CallModel call, RunFile run, Envelope cause) {
    int tokens =
        Run.work(run.run())
            .map(work -> work.plan().contextTokens())
            .orElseThrow(() -> new IllegalStateException("A run that is over calls no model"));
    ModelRequest request =
        ModelRequest.newBuilder()
            .setEnvelope(Envelopes.message(cause, cause.getAggregateId()))
            .setStep(call.step())
            .setAttempt(call.attempt())
            .setConfig(run.conversation().configuration())
            .setMessages(run.conversation().window(tokens))
            .build();
    return Outgoing.to(Topics.MODEL_REQUESTS, request);
  }

  private static Outgoing stopModel(Wish.StopModel stop, Envelope cause) {
    StopModelAttempt payload =
        StopModelAttempt.newBuilder()
            .setAttemptId(UUID.fromString(stop.attemptId()))
            .setReason(stop.reason())
            .build();
    ModelControl control =
        ModelControl.newBuilder()
            .setEnvelope(Envelopes.message(cause, cause.getAggregateId()))
            .setPayload(payload)
            .build();
    return Outgoing.to(Topics.MODEL_CONTROL, stop.worker(), control);
  }

  private static Outgoing callTool(PendingCall pending, RunFile run, Envelope cause) {
    ToolHandling handling =
        ToolHandling.of(run.conversation().configuration(), pending.call().toolName());
    return toolRequest(
        pending.call().callId(),
        RequestToolCall.newBuilder()
            .setRunId(cause.getAggregateId())
            .setToolName(pending.call().toolName())
            .setArgs(pending.call().args())
            .setExecutionTarget(pending.target().wire())
            .setDeadline(pending.deadline().orElse(null))
            .setRepeatable(handling.repeatable())
            .setExecution(handling.execution())
            .setPolicy(handling.guard().policy())
            .setRules(handling.guard().rules())
            .setApprovalDeadline(handling.guard().approveBy(cause.getOccurredAt()))
            .setDeviceId(handling.deviceId(cause.getTenantId()))
            .setPreferredDeviceId(Run.work(run.run()).map(Work::device).orElse(null))
            .build(),
        cause);
  }

  private static Outgoing cancelTool(Wish.CancelTool cancel, Envelope cause) {
    return toolRequest(
        cancel.callId(),
        CancelToolCall.newBuilder()
            .setRunId(cause.getAggregateId())
            .setReason(cancel.reason())
            .build(),
        cause);
  }

  private static Outgoing toolRequest(String callId, SpecificRecord payload, Envelope cause) {
    return Outgoing.to(
        Topics.TOOL_REQUESTS,
        ToolRequest.newBuilder()
            .setEnvelope(Envelopes.message(cause, callId))
            .setPayload(payload)
            .build());
  }

  private static Outgoing endInSession(Wish.EndInSession end, RunFile run, Envelope cause) {
    RecordRunEnd payload =
        RecordRunEnd.newBuilder()
            .setRunId(cause.getAggregateId())
            .setStatus(end.outcome().name().toLowerCase(Locale.ROOT))
            .setMessages(Messages.allOf(run.conversation().newest(HISTORY_TOKENS)))
            .build();
    return Outgoing.to(
        Topics.SESSION_COMMANDS,
        SessionCommand.newBuilder()
            .setEnvelope(Envelopes.message(cause, end.sessionId()))
            .setPayload(payload)
            .build());
  }

  private static Stream<Outgoing> eraseLog(Envelope cause) {
    return LongStream.range(1, cause.getSeq())
        .mapToObj(seq -> RunAggregate.eventKey(cause.getAggregateId(), seq))
        .map(key -> Outgoing.tombstone(Topics.RUN_EVENTS, key));
  }
}
