package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.dispatcher.call.Outcome;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.ToolResult;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settles calls with what executors and HTTP callers report.
final class ResultProcessor implements Processor<String, ToolResult, String, SpecificRecord> {
  private static final Logger LOGGER = LoggerFactory.getLogger(ResultProcessor.class);

  private final String service;
  private final CallMetrics metrics;
  private Calls calls;
  private Answers answers;

  @SuppressWarnings("NullAway.Init") // init is called before process
  ResultProcessor(String service, CallMetrics metrics) {
    this.service = service;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    calls = new Calls(context, service, metrics);
    answers = new Answers(calls);
  }

  @Override
  public void process(Record<String, ToolResult> record) {
    Envelope cause = record.value().getEnvelope();
    CallWire.command(record.value())
        .ifPresentOrElse(
            command -> apply(record.key(), command, cause),
            () -> answers.unsupported(cause, record.value().getPayload()));
    calls.commit();
  }

  private void apply(String callId, CallCommand command, Envelope cause) {
    long before = calls.get(callId).seq();
    Decision<CallEvent> decision = calls.apply(callId, command, cause);
    if (decision instanceof Decision.Rejected<CallEvent>(Rejection code, _)
        && code == Rejection.STALE
        && calls.get(callId).state() instanceof ToolCall.Settled settled) {
      late(callId, settled.runId(), settled.outcome());
    }
    answers.answer(callId, before, decision, cause);
  }

  private void late(String callId, String runId, Outcome outcome) {
    metrics.late(outcome);
    LOGGER
        .atInfo()
        .addKeyValue("callId", callId)
        .addKeyValue("runId", runId)
        .addKeyValue("outcome", outcome)
        .log("a result came too late and changes nothing");
  }
}
