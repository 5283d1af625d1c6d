package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.domain.Decision;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.ToolRequest;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Takes in what runs and operators ask for. A new call goes to its executor at once if there is
/// one for it.
final class RequestProcessor implements Processor<String, ToolRequest, String, SpecificRecord> {
  private final CallSetup setup;
  private Calls calls;
  private Router router;
  private Answers answers;

  @SuppressWarnings("NullAway.Init") // init is called before process
  RequestProcessor(CallSetup setup) {
    this.setup = setup;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    calls = new Calls(context, setup);
    router = new Router(context, calls);
    answers = new Answers(calls);
  }

  @Override
  public void process(Record<String, ToolRequest> record) {
    Envelope cause = record.value().getEnvelope();
    CallCommands.of(record.value(), calls.now(), setup.times())
        .ifPresentOrElse(
            command -> apply(record.key(), command, cause),
            () -> answers.unsupported(cause, record.value().getPayload()));
    calls.commit();
  }

  private void apply(String callId, CallCommand command, Envelope cause) {
    long before = calls.get(callId).seq();
    Decision<CallEvent> decision = calls.apply(callId, command, cause);
    if (decision instanceof Decision.Accepted) {
      router.route(callId, cause);
    }
    answers.answer(callId, before, decision, cause);
  }
}
