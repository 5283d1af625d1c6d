package io.signalbox.registry.device;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.AnnounceDeviceEvents;
import io.signalbox.schemas.device.ConfirmDevice;
import io.signalbox.schemas.device.ConnectDevice;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.device.DeviceLabel;
import io.signalbox.schemas.device.DisconnectDevice;
import io.signalbox.schemas.device.RegisterDevice;
import io.signalbox.schemas.device.ReportDeviceEvent;
import io.signalbox.schemas.device.TimeOutSession;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Commands to one device, as an edge sends them.
///
/// @param replyTo the instance that waits for answers
public record DeviceCommands(String tenantId, String deviceKey, String replyTo) {

  public String deviceId() {
    return Ids.device(tenantId, deviceKey).toString();
  }

  public DeviceCommand connect(String session, String... tools) {
    return command(
        ConnectDevice.newBuilder()
            .setDeviceKey(deviceKey)
            .setDisplayName("A \u0000 device")
            .setCapabilities("{\"tools\":[\"%s\"]}".formatted(String.join("\",\"", tools)))
            .setTools(List.of(tools))
            .setSessionId(session)
            .setEdgeId("edge-1")
            .setUserAgent("test")
            .setHeldCalls(List.of("call-1"))
            .build());
  }

  public DeviceCommand disconnect(String session) {
    return command(DisconnectDevice.newBuilder().setSessionId(session).setReason("closed").build());
  }

  public DeviceCommand register(String name, String... labels) {
    List<DeviceLabel> pairs =
        Stream.of(labels)
            .map(each -> each.split(":", 2))
            .map(each -> DeviceLabel.newBuilder().setKey(each[0]).setValue(each[1]).build())
            .toList();
    return command(
        RegisterDevice.newBuilder()
            .setDeviceKey(deviceKey)
            .setDisplayName(name)
            .setLabels(pairs)
            .build());
  }

  /// Something that happened at the device.
  public DeviceCommand report(String session, long seq, String type, String data) {
    return command(
        ReportDeviceEvent.newBuilder()
            .setSessionId(session)
            .setDeviceSeq(seq)
            .setType(type)
            .setData(data)
            .build());
  }

  public DeviceCommand announce(String session, long lastSeq) {
    return command(
        AnnounceDeviceEvents.newBuilder().setSessionId(session).setLastSeq(lastSeq).build());
  }

  /// What an edge says once the device of a session has answered.
  public DeviceCommand confirm(String session) {
    return command(ConfirmDevice.newBuilder().setSessionId(session).setProbe("probe-1").build());
  }

  /// What the registry says to itself of a session that it finds silent.
  public DeviceCommand timeOut(String session) {
    return command(TimeOutSession.newBuilder().setSessionId(session).setSilence(75_000).build());
  }

  private DeviceCommand command(Object payload) {
    Actor edge = Actor.newBuilder().setKind("device").setSubject(deviceKey).build();
    Envelope envelope = Envelopes.command(tenantId, deviceId(), edge, Instant.now(), "request-1");
    return DeviceCommand.newBuilder()
        .setEnvelope(Envelope.newBuilder(envelope).setReplyTo(replyTo).build())
        .setPayload(payload)
        .build();
  }
}
