package io.signalbox.orchestrator.run.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.kit.kafka.Aggregate;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.Run.PendingCall;
import io.signalbox.orchestrator.run.RunCommand;
import io.signalbox.orchestrator.run.RunDecider;
import io.signalbox.orchestrator.run.RunEvent;
import io.signalbox.orchestrator.run.RunReactions;
import io.signalbox.orchestrator.run.RunReactions.Wish;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.topic.Topics;
import java.util.List;

/// The run as the log's processor runs it.
final class RunAggregate
    implements Aggregate<io.signalbox.schemas.run.RunCommand, RunCommand, RunEvent, Run> {

  @Override
  public Run initial() {
    return new Run.NotStarted();
  }

  @Override
  public RunCommand command(io.signalbox.schemas.run.RunCommand wire) {
    return RunCommands.of(wire);
  }

  @Override
  public Decision<RunEvent> decide(Run state, RunCommand command) {
    return RunDecider.decide(state, command);
  }

  @Override
  public Run evolve(Run state, RunEvent event) {
    return Run.evolve(state, event);
  }

  @Override
  public Outgoing event(RunEvent event, Run after, Envelope envelope) {
    return Outgoing.to(Topics.RUN_EVENTS, RunEvents.record(event, envelope));
  }

  @Override
  public List<Outgoing> react(RunEvent event, Run after, Envelope envelope) {
    return RunReactions.react(event, after).stream().map(wish -> message(wish, envelope)).toList();
  }

  private static Outgoing message(Wish wish, Envelope cause) {
    return switch (wish) {
      case Wish.CallModel call -> callModel(call, cause);
      case Wish.CallTool call -> callTool(call.call(), cause);
    };
  }

  private static Outgoing callModel(Wish.CallModel call, Envelope cause) {
    ModelRequest request =
        ModelRequest.newBuilder()
            .setEnvelope(Envelopes.message(cause, cause.getAggregateId()))
            .setStep(call.step())
            .setConfig(call.work().plan().config())
            .setMessages(call.work().conversation().stream().map(Messages::of).toList())
            .build();
    return Outgoing.to(Topics.MODEL_REQUESTS, request);
  }

  private static Outgoing callTool(PendingCall pending, Envelope cause) {
    RequestToolCall request =
        RequestToolCall.newBuilder()
            .setRunId(cause.getAggregateId())
            .setToolName(pending.call().toolName())
            .setArgs(pending.call().args())
            .setExecutionTarget(pending.target().wire())
            .setDeadline(pending.deadline().orElse(null))
            .build();
    Envelope envelope = Envelopes.message(cause, pending.call().callId());
    return Outgoing.to(
        Topics.TOOL_REQUESTS,
        ToolRequest.newBuilder().setEnvelope(envelope).setPayload(request).build());
  }
}
