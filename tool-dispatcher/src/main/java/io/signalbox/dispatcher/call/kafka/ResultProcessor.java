package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.domain.Decision;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.ToolResult;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Settles calls with what executors and HTTP callers report.
final class ResultProcessor implements Processor<String, ToolResult, String, SpecificRecord> {
  private final String service;
  private Calls calls;
  private Answers answers;

  @SuppressWarnings("NullAway.Init") // init is called before process
  ResultProcessor(String service) {
    this.service = service;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    calls = new Calls(context, service);
    answers = new Answers(calls);
  }

  @Override
  public void process(Record<String, ToolResult> record) {
    String callId = record.key();
    Envelope cause = record.value().getEnvelope();
    long before = calls.get(callId).seq();
    Decision<CallEvent> decision = calls.apply(callId, CallWire.command(record.value()), cause);
    answers.answer(callId, before, decision, cause);
  }
}
