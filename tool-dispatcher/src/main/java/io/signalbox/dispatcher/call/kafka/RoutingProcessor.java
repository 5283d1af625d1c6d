package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.dispatcher.call.CallCommand.Memory;
import io.signalbox.dispatcher.call.KnownDevice;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.DeviceConnected;
import io.signalbox.schemas.device.DeviceEvent;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Follows the devices. One that connects says which calls it still holds, and gets those that
/// waited for a device like it. One that leaves loses those that were for it now or never. Any
/// other event, known to this version or not, only tells how the device stands; a call may wait for
/// just that.
final class RoutingProcessor implements Processor<String, DeviceEvent, String, SpecificRecord> {
  private final CallSetup setup;
  private Calls calls;
  private Router router;

  @SuppressWarnings("NullAway.Init") // init is called before process
  RoutingProcessor(CallSetup setup) {
    this.setup = setup;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    calls = new Calls(context, setup);
    router = new Router(context, calls);
  }

  @Override
  public void process(Record<String, DeviceEvent> record) {
    DeviceEvent event = record.value();
    router.devices().update(event).ifPresent(device -> updated(device, event));
    calls.commit();
  }

  private void updated(KnownDevice device, DeviceEvent event) {
    Envelope cause = event.getEnvelope();
    if (event.getPayload() instanceof DeviceConnected connected) {
      connected(device, connected, cause);
    } else if (device.sessionId() == null) {
      left(device, cause);
    }
    route(calls.index().waitingFor(device.deviceId()), cause);
  }

  private void connected(KnownDevice device, DeviceConnected connected, Envelope cause) {
    List<String> held = connected.getHeldCalls();
    for (String callId : calls.index().inFlight(device.deviceId())) {
      because(callId, cause)
          .ifPresent(own -> calls.reconnect(callId, device, memory(held, callId), own));
    }
    for (String tool : device.tools()) {
      route(calls.index().waiting(device.tenantId(), tool), cause);
    }
  }

  private static Memory memory(@Nullable List<String> held, String callId) {
    if (held == null) {
      return Memory.NONE;
    }
    return held.contains(callId) ? Memory.HELD : Memory.NOT_HELD;
  }

  private void left(KnownDevice device, Envelope cause) {
    CallCommand lose = new CallCommand.LoseDevice(device.deviceId());
    for (String callId : calls.index().inFlight(device.deviceId())) {
      because(callId, cause).ifPresent(own -> calls.apply(callId, lose, own));
    }
  }

  private void route(List<String> callIds, Envelope cause) {
    for (String callId : callIds) {
      because(callId, cause).ifPresent(own -> router.route(callId, own));
    }
  }

  /// The envelope for what is done to a call because of what happened to a device.
  private Optional<Envelope> because(String callId, Envelope cause) {
    return calls
        .ownCommand(callId)
        .map(own -> Envelope.newBuilder(own).setEventId(cause.getEventId()).build());
  }
}
