package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.Addressee;
import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.dispatcher.call.KnownDevice;
import io.signalbox.dispatcher.call.Request;
import io.signalbox.dispatcher.call.Routing;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.schemas.Envelope;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Finds executors for calls that wait.
final class Router {
  private final Calls calls;
  private final DeviceTable devices;

  Router(ProcessorContext<String, SpecificRecord> context, Calls calls) {
    this.calls = calls;
    this.devices = new DeviceTable(context);
  }

  DeviceTable devices() {
    return devices;
  }

  /// Hands a call out if it waits and there is somebody for it now.
  ///
  /// @param cause the envelope of the record because of which this happens now
  void route(String callId, Envelope cause) {
    if (!(calls.get(callId).state() instanceof ToolCall.Waiting waiting)) {
      return;
    }
    Request request = waiting.request();
    Addressee addressee = request.addressee();
    if (request.execution() != null) {
      execute(callId, request, cause);
    } else if (addressee != null) {
      KnownDevice device = devices.get(addressee.deviceId());
      calls.deliver(callId, Routing.toOne(request, addressee, device), cause);
    } else if (request.forDevice()) {
      Routing.choose(
              waiting,
              devices.declaring(request.tenantId(), request.toolName()),
              device -> calls.index().inFlight(device.deviceId()).size())
          .ifPresent(device -> calls.offer(callId, device, cause));
    }
  }

  private void execute(String callId, Request request, Envelope cause) {
    switch (Waits.of(request)) {
      case null -> calls.queue(callId, null, cause);
      case Waits.Wait.Wrong(String code, String error) ->
          calls.apply(callId, new CallCommand.FailWait(error, code), cause);
      case Waits.Wait.Until wait -> {
        calls.queue(callId, wait.end(), cause);
        calls.endWait(callId, cause);
      }
    }
  }
}
