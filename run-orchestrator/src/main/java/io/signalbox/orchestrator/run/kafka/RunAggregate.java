package io.signalbox.orchestrator.run.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.kit.kafka.Aggregate;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.run.Deadlines;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.RunCommand;
import io.signalbox.orchestrator.run.RunDecider;
import io.signalbox.orchestrator.run.RunEvent;
import io.signalbox.orchestrator.run.RunReactions;
import io.signalbox.orchestrator.run.kafka.Conversation.Span;
import io.signalbox.orchestrator.run.kafka.Conversation.Stored;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.TimeOutRun;
import io.signalbox.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The run as the log's processor runs it.
final class RunAggregate
    implements Aggregate<io.signalbox.schemas.run.RunCommand, RunCommand, RunEvent, RunFile> {
  private static final RunFile NONE =
      new RunFile(new Run.NotStarted(), Conversation.stored(new NothingStored(), Span.EMPTY));

  @Override
  public RunFile initial() {
    return NONE;
  }

  /// A run that is over leaves the store; its removal brings its last seq along, from the view. How
  /// it ended makes no difference to that.
  @Override
  public Versioned<RunFile> unknown(RunCommand command) {
    return command instanceof RunCommand.DeleteRun delete && delete.lastSeq() > 0
        ? new Versioned<>(
            delete.lastSeq(),
            new RunFile(new Run.Finished(Run.Outcome.COMPLETED), NONE.conversation()))
        : new Versioned<>(0, NONE);
  }

  @Override
  public RunCommand command(io.signalbox.schemas.run.RunCommand wire) {
    return RunCommands.of(wire);
  }

  @Override
  public Decision<RunEvent> decide(RunFile state, RunCommand command, Instant at) {
    return RunDecider.decide(state.run(), command, at);
  }

  @Override
  public RunFile evolve(RunFile state, RunEvent event, Instant at) {
    return state.after(event, at);
  }

  @Override
  public Outgoing event(RunEvent event, RunFile after, Envelope envelope) {
    return Outgoing.to(
        Topics.RUN_EVENTS,
        eventKey(envelope.getAggregateId(), envelope.getSeq()),
        RunEvents.record(event, envelope));
  }

  @Override
  public List<Outgoing> react(RunEvent event, RunFile before, RunFile after, Envelope envelope) {
    return RunReactions.react(event, before.run(), after.run()).stream()
        .flatMap(wish -> RunMessages.of(wish, before, after, envelope))
        .toList();
  }

  @Override
  public Optional<Instant> due(RunFile state) {
    return Deadlines.next(state.run());
  }

  @Override
  public Outgoing wake(Envelope envelope) {
    return Outgoing.to(
        Topics.RUN_COMMANDS,
        io.signalbox.schemas.run.RunCommand.newBuilder()
            .setEnvelope(envelope)
            .setPayload(TimeOutRun.newBuilder().setNow(envelope.getOccurredAt()).build())
            .build());
  }

  @Override
  public boolean ended(RunFile state) {
    return switch (state.run()) {
      case Run.Finished _, Run.Deleted _ -> true;
      case Run.NotStarted _, Run.Queued _, Run.Running _, Run.WaitingTool _ -> false;
    };
  }

  /// The key of an event in the canonical log.
  static String eventKey(String runId, long seq) {
    return runId + "/" + seq;
  }

  private static final class NothingStored implements Stored {
    @Override
    public @Nullable String config() {
      return null;
    }

    @Override
    public io.signalbox.orchestrator.run.Message system(int index) {
      throw new NoSuchElementException("Nothing is stored of a run that is not in the store");
    }

    @Override
    public io.signalbox.orchestrator.run.Message message(int index) {
      return system(index);
    }

    @Override
    public @Nullable Dialogue dialogue(Span span, int tokens) {
      return null;
    }
  }
}
