package io.signalbox.edge.devices;

import io.signalbox.edge.commands.CommandGate;
import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.schemas.device.AnnounceDeviceEvents;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.device.ReportDeviceEvent;
import io.signalbox.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What happens at devices, on its way to the registry. Its answers come as dispatches.
@Component
public final class DeviceEvents {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeviceEvents.class);

  private final CommandGate gate;

  DeviceEvents(CommandGate gate) {
    this.gate = gate;
  }

  /// Takes an event; completes once the log has it.
  public Mono<Void> tell(DeviceSession session, DeviceEvent event) {
    return send(
        session,
        ReportDeviceEvent.newBuilder()
            .setSessionId(session.sessionId())
            .setDeviceSeq(event.seq())
            .setType(event.type())
            .setData(event.data())
            .build());
  }

  /// Says how far a device that has connected has come, so that it hears what is missing. It tells
  /// the same with its next event, so nothing is lost where this is.
  public void announce(DeviceSession session) {
    Long lastSeq = session.hello().lastEventSeq();
    if (lastSeq != null) {
      var _ =
          send(
                  session,
                  AnnounceDeviceEvents.newBuilder()
                      .setSessionId(session.sessionId())
                      .setLastSeq(lastSeq)
                      .build())
              .doOnError(failure -> lost(session, failure))
              .onErrorComplete()
              .toFuture(); // goes on by itself
    }
  }

  private Mono<Void> send(DeviceSession session, SpecificRecord payload) {
    return gate.tell(
        Topics.DEVICE_COMMANDS,
        new Target(session.device(), session.deviceId()),
        envelope -> DeviceCommand.newBuilder().setEnvelope(envelope).setPayload(payload).build());
  }

  private static void lost(DeviceSession session, Throwable failure) {
    LOGGER
        .atWarn()
        .addKeyValue("deviceId", session.deviceId())
        .addKeyValue("sessionId", session.sessionId())
        .setCause(failure)
        .log("how far the events of a device have come could not be written");
  }
}
