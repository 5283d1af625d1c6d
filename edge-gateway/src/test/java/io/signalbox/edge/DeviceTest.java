package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.AcknowledgeDeviceEvents;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.EndSession;
import io.signalbox.schemas.device.ProbeDevice;
import io.signalbox.schemas.device.RequestDeviceEvents;
import io.signalbox.schemas.device.RevokeToolCall;
import io.signalbox.schemas.topic.Topics;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Devices on their sockets; the owners of what they ask for are played by the test.
abstract class DeviceTest extends EdgeTest {
  @Autowired private WireConfig config;
  final String key = "key-" + UUID.randomUUID();
  final String deviceId = Ids.device(ReadSide.TENANT, key).toString();
  OwnersTwin owners;

  @BeforeEach
  void startOwners() {
    owners = new OwnersTwin(config, sender);
  }

  @AfterEach
  void stopOwners() {
    owners.close();
  }

  final String register(DeviceClient device) throws InterruptedException {
    device.register(key);
    JsonNode registered = device.next();
    assertThat(registered.get("type").stringValue()).isEqualTo("device.registered");
    assertThat(registered.get("data").get("deviceId").stringValue()).isEqualTo(deviceId);
    return registered.get("data").get("sessionId").stringValue();
  }

  static JsonNode assertError(DeviceClient device, String code) throws InterruptedException {
    JsonNode frame = device.next();
    assertThat(frame.get("type").stringValue()).as(frame.toString()).isEqualTo("error");
    assertThat(frame.get("code").stringValue()).as(frame.toString()).isEqualTo(code);
    assertThat(frame.get("error").stringValue()).isNotBlank();
    return frame;
  }

  final void dispatch(String session, String callId) {
    dispatch(deviceId, session, callId);
  }

  final void dispatch(String device, String session, String callId) {
    send(
        device,
        DispatchToolCall.newBuilder()
            .setSessionId(session)
            .setRunId("run")
            .setCallId(callId)
            .setToolName("lookup")
            .setArgs("{\"q\":\"x\"}")
            .setEpoch(1)
            .setLease("secret")
            .build());
  }

  final void revoke(String session, String callId) {
    send(
        deviceId,
        RevokeToolCall.newBuilder()
            .setSessionId(session)
            .setRunId("run")
            .setCallId(callId)
            .setReason("the run was canceled")
            .build());
  }

  /// Asks for a device as the registry does.
  final void probe(String device, String session, String probe) {
    send(device, ProbeDevice.newBuilder().setSessionId(session).setProbe(probe).build());
  }

  /// Ends a session as the registry does.
  final void end(String device, String session, String reason) {
    send(device, EndSession.newBuilder().setSessionId(session).setReason(reason).build());
  }

  /// Tells a device how far its events have come.
  final void acknowledge(String session, long lastSeq) {
    send(
        deviceId,
        AcknowledgeDeviceEvents.newBuilder().setSessionId(session).setLastSeq(lastSeq).build());
  }

  /// Asks a device for events again.
  final void request(String session, long from, long to) {
    send(
        deviceId,
        RequestDeviceEvents.newBuilder().setSessionId(session).setFrom(from).setTo(to).build());
  }

  private void send(String device, SpecificRecord payload) {
    Actor actor = Actor.newBuilder().setKind("service").setSubject("test").build();
    Envelope envelope = Envelopes.command(ReadSide.TENANT, device, actor, Instant.now(), null);
    sender
        .send(
            Topics.DEVICE_DISPATCH,
            device,
            DeviceDispatch.newBuilder().setEnvelope(envelope).setPayload(payload).build())
        .join();
  }
}
