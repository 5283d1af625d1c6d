package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.Addressee;
import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.dispatcher.call.KnownDevice;
import io.signalbox.dispatcher.call.Request;
import io.signalbox.dispatcher.call.Routing;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.DeviceConnected;
import io.signalbox.schemas.device.DeviceEvent;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Follows the devices. One that connects gets the calls that it held under an earlier session, and
/// then those that waited for a device like it. One that leaves loses those that were for it now or
/// never. Any other event, known to this version or not, only tells how the device stands; a call
/// may wait for just that.
final class RoutingProcessor implements Processor<String, DeviceEvent, String, SpecificRecord> {
  private final String service;
  private final CallMetrics metrics;
  private Calls calls;
  private DeviceTable devices;

  @SuppressWarnings("NullAway.Init") // init is called before process
  RoutingProcessor(String service, CallMetrics metrics) {
    this.service = service;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    calls = new Calls(context, service, metrics);
    devices = new DeviceTable(context);
  }

  @Override
  public void process(Record<String, DeviceEvent> record) {
    DeviceEvent event = record.value();
    devices.update(event).ifPresent(device -> updated(device, event));
    calls.commit();
  }

  private void updated(KnownDevice device, DeviceEvent event) {
    Envelope cause = event.getEnvelope();
    if (event.getPayload() instanceof DeviceConnected) {
      connected(device, cause);
    } else if (device.sessionId() == null) {
      left(device, cause);
    }
    forEach(
        calls.index().waitingFor(device.deviceId()),
        cause,
        (callId, request, own) -> {
          Addressee addressee = request.addressee();
          if (addressee != null) {
            calls.deliver(callId, Routing.toOne(request, addressee, device), own);
          }
        });
  }

  private void connected(KnownDevice device, Envelope cause) {
    offer(calls.index().inFlight(device.deviceId()), device, cause);
    for (String tool : device.tools()) {
      offer(calls.index().waiting(device.tenantId(), tool), device, cause);
    }
  }

  private void offer(List<String> callIds, KnownDevice device, Envelope cause) {
    forEach(callIds, cause, (callId, _, own) -> calls.offer(callId, device, own));
  }

  private void left(KnownDevice device, Envelope cause) {
    CallCommand lose = new CallCommand.LoseDevice(device.deviceId());
    forEach(
        calls.index().inFlight(device.deviceId()),
        cause,
        (callId, _, own) -> calls.apply(callId, lose, own));
  }

  private void forEach(List<String> callIds, Envelope cause, Step step) {
    for (String callId : callIds) {
      ToolCall.open(calls.get(callId).state())
          .ifPresent(request -> {
            Envelope own = calls.ownCommand(callId, request);
            step.on(
                callId, request, Envelope.newBuilder(own).setEventId(cause.getEventId()).build());
          });
    }
  }

  /// Something that is done to a call because of what happened to a device.
  @FunctionalInterface
  private interface Step {
    void on(String callId, Request request, Envelope cause);
  }
}
