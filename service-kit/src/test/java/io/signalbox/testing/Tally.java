package io.signalbox.testing;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.kafka.Aggregate;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunResumed;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.topic.Topics;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/// The smallest aggregate: it counts. It borrows the records of runs for its wire, so that the kit
/// can be tried without a service.
///
/// A command names how many events it wants; each event sends a tool request. A command for fewer
/// than none is refused, the total of [#BROKEN] is a bug.
public final class Tally implements Aggregate<RunCommand, Integer, Integer, Integer> {
  /// The name of the store of totals.
  public static final String STORE = "tallies";

  /// What the headers name as the writer.
  public static final String SERVICE = "tally";

  /// The aggregate fails on the event that brings its total here.
  public static final int BROKEN = 13;

  @Override
  public Integer initial() {
    return 0;
  }

  @Override
  public Integer command(RunCommand wire) {
    return ((BeginModelAttempt) wire.getPayload()).getStep();
  }

  @Override
  public Decision<Integer> decide(Integer total, Integer wanted, Instant at) {
    return wanted < 0
        ? Decision.reject(Rejection.CONFLICT, "cannot take %d from %d", -wanted, total)
        : Decision.accept(Collections.nCopies(wanted, 1));
  }

  @Override
  public Integer evolve(Integer total, Integer event, Instant at) {
    if (total + event == BROKEN) {
      throw new IllegalStateException("a bug");
    }
    return total + event;
  }

  @Override
  public Outgoing event(Integer event, Integer after, Envelope envelope) {
    RunResumed payload = RunResumed.newBuilder().setStep(after).build();
    return Outgoing.to(
        Topics.RUN_EVENTS, RunEvent.newBuilder().setEnvelope(envelope).setPayload(payload).build());
  }

  @Override
  public List<Outgoing> react(Integer event, Integer before, Integer after, Envelope envelope) {
    RequestToolCall payload =
        RequestToolCall.newBuilder()
            .setRunId(envelope.getAggregateId())
            .setToolName("count")
            .setArgs("{}")
            .setExecutionTarget("device")
            .build();
    ToolRequest request =
        ToolRequest.newBuilder()
            .setEnvelope(Envelopes.message(envelope, "call-" + after))
            .setPayload(payload)
            .build();
    return List.of(Outgoing.to(Topics.TOOL_REQUESTS, request));
  }

  /// Its topology: `run.commands` in, `run.events`, `tool.requests` and answers out.
  public static Topology topology(WireSerdes serdes) {
    TopologyParts parts = new TopologyParts(serdes, SERVICE);
    parts.decide(
        "decide", Topics.RUN_COMMANDS, new Tally(), STORE, StateSerde.of(Integer.class, List.of()));
    parts.sink(Topics.RUN_EVENTS, "decide");
    parts.sink(Topics.TOOL_REQUESTS, "decide");
    return parts.build();
  }

  /// A command for `wanted` events.
  public static RunCommand command(String id, int wanted, Instant now, @Nullable String replyTo) {
    Envelope origin = Envelopes.command("tenant-1", id, new Actor("user", "me"), now, "request-1");
    return RunCommand.newBuilder()
        .setEnvelope(
            Envelope.newBuilder(origin)
                .setReplyTo(replyTo)
                .setTraceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .build())
        .setPayload(
            BeginModelAttempt.newBuilder()
                .setStep(wanted)
                .setAttemptId(new UUID(0, wanted))
                .setWorker("test")
                .build())
        .build();
  }

  /// The id of a command.
  public static UUID id(RunCommand command) {
    return WireRecords.envelope(command).getEventId();
  }
}
