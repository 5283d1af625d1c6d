package io.signalbox.edge.devices;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.commands.CommandGate;
import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.schemas.device.AcknowledgeDeviceEvents;
import io.signalbox.schemas.device.ConfirmDevice;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.EndSession;
import io.signalbox.schemas.device.ProbeDevice;
import io.signalbox.schemas.device.RequestDeviceEvents;
import io.signalbox.schemas.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes the words of the registry to devices: what it says of their events, and the question
/// whether a device is there, whose answer goes back. What the registry has ended is ended here,
/// too, so that the device connects again.
///
/// An answer that cannot be written is lost: the registry asks again before it gives a session up.
@Component
final class RegistryWords {
  private static final Logger LOGGER = LoggerFactory.getLogger(RegistryWords.class);
  private static final String SUPERSEDED = "superseded";

  private final CommandGate gate;
  private final CallLeases leases;
  private final Counter asked;
  private final Counter confirmed;

  RegistryWords(CommandGate gate, CallLeases leases, MeterRegistry meters) {
    this.gate = gate;
    this.leases = leases;
    this.asked = meters.counter("signalbox.edge.devices.probes");
    this.confirmed = meters.counter("signalbox.edge.devices.confirmations");
  }

  /// Something for a device is here. It means nothing to another session than the one it names.
  void next(DeviceSession session, DeviceDispatch dispatch) {
    if (!session.isOf(dispatch.getEnvelope().getTenantId()) || session.isClosed()) {
      return;
    }
    switch (dispatch.getPayload()) {
      case ProbeDevice probe when probe.getSessionId().equals(session.sessionId()) ->
          ask(session, probe);
      case EndSession end when end.getSessionId().equals(session.sessionId()) -> end(session, end);
      case AcknowledgeDeviceEvents told when told.getSessionId().equals(session.sessionId()) ->
          session.link().acknowledged(told.getLastSeq());
      case RequestDeviceEvents asked when asked.getSessionId().equals(session.sessionId()) ->
          session.link().resend(asked.getFrom(), asked.getTo());
      default -> {} // of another session, or not a word of the registry
    }
  }

  private void ask(DeviceSession session, ProbeDevice probe) {
    asked.increment();
    session.link().probe(() -> heard(session, probe));
  }

  private void heard(DeviceSession session, ProbeDevice probe) {
    confirm(session, probe);
    leases.heard(session);
  }

  private void confirm(DeviceSession session, ProbeDevice probe) {
    ConfirmDevice payload =
        ConfirmDevice.newBuilder()
            .setSessionId(session.sessionId())
            .setProbe(probe.getProbe())
            .build();
    var _ =
        gate.tell(
                Topics.DEVICE_COMMANDS,
                new Target(session.device(), session.deviceId()),
                envelope ->
                    DeviceCommand.newBuilder().setEnvelope(envelope).setPayload(payload).build())
            .doOnSuccess(_ -> confirmed.increment())
            .doOnError(failure -> lost(session, failure))
            .onErrorComplete()
            .toFuture(); // goes on by itself
  }

  private static void lost(DeviceSession session, Throwable failure) {
    LOGGER
        .atWarn()
        .addKeyValue("deviceId", session.deviceId())
        .addKeyValue("sessionId", session.sessionId())
        .setCause(failure)
        .log("a sign of life of a device could not be written");
  }

  private static void end(DeviceSession session, EndSession end) {
    LOGGER
        .atInfo()
        .addKeyValue("deviceId", session.deviceId())
        .addKeyValue("sessionId", session.sessionId())
        .addKeyValue("reason", end.getReason())
        .log("the registry has ended a device session");
    session
        .link()
        .end(
            end.getReason().equals(SUPERSEDED)
                ? DeviceLink.End.SUPERSEDED
                : DeviceLink.End.UNRESPONSIVE);
  }
}
