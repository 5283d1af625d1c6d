package io.signalbox.registry.device.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.kit.kafka.Aggregate;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.registry.device.Device;
import io.signalbox.registry.device.DeviceCommand;
import io.signalbox.registry.device.DeviceDecider;
import io.signalbox.registry.device.DeviceEvent;
import io.signalbox.registry.device.Profile;
import io.signalbox.registry.device.Session;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.ConnectDevice;
import io.signalbox.schemas.device.DeviceConnected;
import io.signalbox.schemas.device.DeviceDeclared;
import io.signalbox.schemas.device.DeviceDisconnected;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DeviceRegistered;
import io.signalbox.schemas.device.DeviceSnapshot;
import io.signalbox.schemas.device.DisconnectDevice;
import io.signalbox.schemas.device.EndSession;
import io.signalbox.schemas.device.RegisterDevice;
import io.signalbox.schemas.device.TimeOutSession;
import io.signalbox.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// The rules of a device, and how its commands and events look on the wire.
final class DeviceAggregate
    implements Aggregate<
        io.signalbox.schemas.device.DeviceCommand, DeviceCommand, DeviceEvent, Device> {
  private static final Set<String> ENDED_HERE =
      Set.of(DeviceDecider.SUPERSEDED, DeviceDecider.UNRESPONSIVE);

  @Override
  public Device initial() {
    return new Device.Unregistered();
  }

  @Override
  public DeviceCommand command(io.signalbox.schemas.device.DeviceCommand wire) {
    Envelope envelope = wire.getEnvelope();
    UUID.fromString(envelope.getAggregateId()); // views key by it: anything else is a dead letter
    String tenantId = envelope.getTenantId();
    return switch (wire.getPayload()) {
      case ConnectDevice connect ->
          new DeviceCommand.Connect(tenantId, SaidWire.of(connect), session(connect));
      case RegisterDevice register -> new DeviceCommand.Register(tenantId, SaidWire.of(register));
      case DisconnectDevice gone ->
          new DeviceCommand.Disconnect(tenantId, gone.getSessionId(), gone.getReason());
      case TimeOutSession silent -> new DeviceCommand.TimeOut(tenantId, silent.getSessionId());
      case Object other ->
          throw new IllegalArgumentException(
              "Expected a device command, but got " + other.getClass().getName());
    };
  }

  private static Session session(ConnectDevice connect) {
    return new Session(
        connect.getSessionId(),
        connect.getEdgeId(),
        connect.getRemoteAddress(),
        connect.getUserAgent(),
        connect.getHeldCalls());
  }

  @Override
  public Decision<DeviceEvent> decide(Device device, DeviceCommand command, Instant at) {
    return DeviceDecider.decide(device, command);
  }

  @Override
  public Device evolve(Device device, DeviceEvent event, Instant at) {
    return Device.evolve(device, event);
  }

  @Override
  public Outgoing event(DeviceEvent event, Device after, Envelope envelope) {
    return Outgoing.to(
        Topics.DEVICE_EVENTS,
        io.signalbox.schemas.device.DeviceEvent.newBuilder()
            .setEnvelope(envelope)
            .setDevice(snapshot(after))
            .setPayload(payload(event))
            .build());
  }

  /// Whoever still holds a connection that the registry has ended cannot know it.
  @Override
  public List<Outgoing> react(DeviceEvent event, Device before, Device after, Envelope envelope) {
    return switch (event) {
      case DeviceEvent.Disconnected(String sessionId, String reason)
          when ENDED_HERE.contains(reason) ->
          List.of(endSession(sessionId, reason, envelope));
      case DeviceEvent.Disconnected _,
          DeviceEvent.Registered _,
          DeviceEvent.Declared _,
          DeviceEvent.Connected _ ->
          List.of();
    };
  }

  private static Outgoing endSession(String sessionId, String reason, Envelope event) {
    return Outgoing.to(
        Topics.DEVICE_DISPATCH,
        DeviceDispatch.newBuilder()
            .setEnvelope(Envelopes.message(event, event.getAggregateId()))
            .setPayload(EndSession.newBuilder().setSessionId(sessionId).setReason(reason).build())
            .build());
  }

  private static SpecificRecord payload(DeviceEvent event) {
    return switch (event) {
      case DeviceEvent.Registered _ -> DeviceRegistered.newBuilder().build();
      case DeviceEvent.Declared _ -> DeviceDeclared.newBuilder().build();
      case DeviceEvent.Connected(Session session) ->
          DeviceConnected.newBuilder()
              .setSessionId(session.sessionId())
              .setEdgeId(session.edgeId())
              .setRemoteAddress(session.remoteAddress())
              .setUserAgent(session.userAgent())
              .setHeldCalls(session.heldCalls())
              .build();
      case DeviceEvent.Disconnected(String sessionId, String reason) ->
          DeviceDisconnected.newBuilder().setSessionId(sessionId).setReason(reason).build();
    };
  }

  private static DeviceSnapshot snapshot(Device device) {
    return switch (device) {
      case Device.Disconnected d -> snapshot(d.profile(), null);
      case Device.Connected c -> snapshot(c.profile(), c.session());
      case Device.Unregistered _ ->
          throw new IllegalStateException("Expected a registered device after its event");
    };
  }

  private static DeviceSnapshot snapshot(Profile profile, @Nullable Session session) {
    return DeviceSnapshot.newBuilder()
        .setDeviceKey(profile.deviceKey())
        .setDisplayName(profile.displayName())
        .setCapabilities(profile.capabilities())
        .setTools(profile.tools())
        .setSessionId(session == null ? null : session.sessionId())
        .setEdgeId(session == null ? null : session.edgeId())
        .setLabels(SaidWire.labels(profile.labels()))
        .build();
  }
}
