package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.KnownDevice;
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
/// then those that waited for a device like it. Any other event, known to this version or not, only
/// tells how the device stands.
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
    devices
        .update(event)
        .filter(_ -> event.getPayload() instanceof DeviceConnected)
        .ifPresent(device -> connected(device, event.getEnvelope()));
    calls.commit();
  }

  private void connected(KnownDevice device, Envelope cause) {
    offer(calls.index().inFlight(device.deviceId()), device, cause);
    for (String tool : device.tools()) {
      offer(calls.index().waiting(device.tenantId(), tool), device, cause);
    }
  }

  private void offer(List<String> callIds, KnownDevice device, Envelope cause) {
    for (String callId : callIds) {
      ToolCall.open(calls.get(callId).state())
          .map(request -> calls.ownCommand(callId, request))
          .map(own -> Envelope.newBuilder(own).setEventId(cause.getEventId()).build())
          .ifPresent(because -> calls.offer(callId, device, because));
    }
  }
}
