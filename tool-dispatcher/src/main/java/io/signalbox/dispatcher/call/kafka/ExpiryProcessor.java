package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.dispatcher.call.ToolCall;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Times out calls, and forgets those that were settled long ago. It takes no records: the clock
/// drives it, and decide checks what is still due.
final class ExpiryProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {
  /// How late a call may expire.
  static final Duration TICK = Duration.ofSeconds(1);

  /// Calls per tick, so that a backlog does not keep results waiting.
  private static final int EXPIRIES = 1_000;

  /// Calls per tick; more than can expire, for settled calls must not pile up.
  private static final int FORGOTTEN = 5_000;

  private final String service;
  private final CallMetrics metrics;
  private final Duration keepSettled;
  private Calls calls;

  /// @param keepSettled how long a call is remembered after it was settled
  @SuppressWarnings("NullAway.Init") // init is called before anything else
  ExpiryProcessor(String service, CallMetrics metrics, Duration keepSettled) {
    this.service = service;
    this.metrics = metrics;
    this.keepSettled = keepSettled;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    calls = new Calls(context, service, metrics);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick(Instant.ofEpochMilli(now)));
  }

  private void tick(Instant now) {
    expire(now);
    metrics.forgotten(calls.forgetSettled(now.minus(keepSettled), FORGOTTEN));
  }

  private void expire(Instant now) {
    for (String callId : calls.index().due(now, EXPIRIES)) {
      ToolCall.open(calls.get(callId).state())
          .map(request -> calls.ownCommand(callId, request))
          .ifPresent(cause -> calls.apply(callId, new CallCommand.TimeOutCall(now), cause));
    }
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {}
}
