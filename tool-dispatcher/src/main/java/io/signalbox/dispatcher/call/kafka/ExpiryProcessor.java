package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.EndToolLease;
import io.signalbox.schemas.tool.ToolResult;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Times out calls and cancels, asks for the end of leases, and forgets calls that were settled
/// long ago. It takes no records: the clock drives it, and decide checks what is still due.
final class ExpiryProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {
  /// How late a call may expire.
  static final Duration TICK = Duration.ofSeconds(1);

  /// Calls per tick, so that a backlog does not keep results waiting.
  private static final int EXPIRIES = 1_000;

  /// Calls per tick; more than can expire, for settled calls must not pile up.
  private static final int FORGOTTEN = 5_000;

  private final CallSetup setup;
  private Calls calls;
  private LeaseTrust trust;

  @SuppressWarnings("NullAway.Init") // init is called before anything else
  ExpiryProcessor(CallSetup setup) {
    this.setup = setup;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    calls = new Calls(context, setup);
    trust =
        new LeaseTrust(setup.times().lease(), Instant.ofEpochMilli(context.currentSystemTimeMs()));
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick(Instant.ofEpochMilli(now)));
  }

  private void tick(Instant now) {
    expire(now);
    if (trust.isTrusted(now)) {
      endLeases(now);
    }
    setup
        .metrics()
        .forgotten(calls.forgetSettled(now.minus(setup.times().keepSettled()), FORGOTTEN));
  }

  private void expire(Instant now) {
    for (String callId : calls.index().due(now, EXPIRIES)) {
      calls.ownCommand(callId).ifPresent(cause -> timeOut(callId, now, cause));
    }
  }

  private void timeOut(String callId, Instant now, Envelope cause) {
    calls.endWait(callId, cause);
    calls.apply(callId, new CallCommand.TimeOutCall(now), cause);
  }

  /// Behind all that is written already: a renewal may be among it.
  private void endLeases(Instant now) {
    for (String callId : calls.index().leasesOut(now, EXPIRIES)) {
      calls.ownCommand(callId).ifPresent(envelope -> calls.forward(endLease(envelope)));
    }
  }

  private static Outgoing endLease(Envelope envelope) {
    return Outgoing.to(
        Topics.TOOL_RESULTS,
        ToolResult.newBuilder()
            .setEnvelope(envelope)
            .setPayload(EndToolLease.newBuilder().build())
            .build());
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {}
}
