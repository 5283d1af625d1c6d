package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.dispatcher.call.CallEvent;
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

/// Takes in what executors report: claims, signs of life, results, and the end of canceled calls;
/// and what people decide about calls that wait for approval, which then go to their executors.
final class ResultProcessor implements Processor<String, ToolResult, String, SpecificRecord> {
  private static final Logger LOGGER = LoggerFactory.getLogger(ResultProcessor.class);

  private final CallSetup setup;
  private Calls calls;
  private Router router;
  private Answers answers;

  @SuppressWarnings("NullAway.Init") // init is called before process
  ResultProcessor(CallSetup setup) {
    this.setup = setup;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    calls = new Calls(context, setup);
    router = new Router(context, calls);
    answers = new Answers(calls);
  }

  @Override
  public void process(Record<String, ToolResult> record) {
    Envelope cause = record.value().getEnvelope();
    CallCommands.of(record.value(), calls.now(), setup.times())
        .ifPresentOrElse(
            command -> apply(record.key(), command, cause),
            () -> answers.unsupported(cause, record.value().getPayload()));
    calls.commit();
  }

  private void apply(String callId, CallCommand command, Envelope cause) {
    if (command instanceof CallCommand.EndLease
        && !LeaseTrust.isFresh(cause.getOccurredAt(), calls.now())) {
      return; // asked for again, once others had time to be heard
    }
    long before = calls.get(callId).seq();
    Decision<CallEvent> decision = calls.apply(callId, command, cause);
    if (decision instanceof Decision.Accepted) {
      router.route(callId, cause); // it was approved, or a lease that ended set it free
    }
    answers.answer(callId, before, decision, cause);
    if (decision instanceof Decision.Rejected<CallEvent>(Rejection code, String reason)) {
      refused(callId, command, code, reason, cause);
    }
  }

  /// What is refused does not vanish: a result that is late is a fact of the call, and everything
  /// else is counted and told.
  private void refused(
      String callId, CallCommand command, Rejection code, String reason, Envelope cause) {
    setup.metrics().refused(code);
    LOGGER
        .atInfo()
        .addKeyValue("callId", callId)
        .addKeyValue("tenantId", cause.getTenantId())
        .addKeyValue("actor", cause.getActor().getSubject())
        .addKeyValue("command", command.getClass().getSimpleName())
        .addKeyValue("code", code)
        .addKeyValue("reason", reason)
        .log("a report about a call was refused");
    if (code == Rejection.STALE && command instanceof CallCommand.SubmitResult result) {
      calls.apply(
          callId,
          new CallCommand.RecordLate(result.status(), result.source(), result.speaker().deviceId()),
          cause);
    }
  }
}
