package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.Addressee;
import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.dispatcher.call.KnownDevice;
import io.signalbox.dispatcher.call.Request;
import io.signalbox.dispatcher.call.Routing;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.domain.Decision;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.ToolRequest;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Takes in what runs and operators ask for. A new call goes to a device at once if there is one
/// for it.
final class RequestProcessor implements Processor<String, ToolRequest, String, SpecificRecord> {
  private final String service;
  private final CallMetrics metrics;
  private Calls calls;
  private DeviceTable devices;
  private Answers answers;

  @SuppressWarnings("NullAway.Init") // init is called before process
  RequestProcessor(String service, CallMetrics metrics) {
    this.service = service;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    calls = new Calls(context, service, metrics);
    devices = new DeviceTable(context);
    answers = new Answers(calls);
  }

  @Override
  public void process(Record<String, ToolRequest> record) {
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
    if (decision instanceof Decision.Accepted
        && calls.get(callId).state() instanceof ToolCall.Waiting(Request request)
        && request.forDevice()) {
      route(callId, request, cause);
    }
    answers.answer(callId, before, decision, cause);
  }

  private void route(String callId, Request request, Envelope cause) {
    Addressee addressee = request.addressee();
    if (addressee != null) {
      KnownDevice device = devices.get(addressee.deviceId());
      calls.deliver(callId, Routing.toOne(request, addressee, device), cause);
      return;
    }
    Routing.choose(
            request,
            devices.declaring(request.tenantId(), request.toolName()),
            device -> calls.index().inFlight(device.deviceId()).size())
        .ifPresent(device -> calls.offer(callId, device, cause));
  }
}
