package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.Ids;
import io.signalbox.schemas.device.ConfirmDevice;
import io.signalbox.schemas.device.ConnectDevice;
import io.signalbox.schemas.device.DisconnectDevice;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Trap 16: a device that is connected, but does not hear. The registry, which asks and ends
/// sessions, is played by the test.
class ConnectedButDeafIT extends DeviceTest {

  private void awaitConfirmed(String session, String probe) {
    await()
        .untilAsserted(() ->
            assertThat(owners.heard(ConfirmDevice.class))
                .contains(
                    ConfirmDevice.newBuilder().setSessionId(session).setProbe(probe).build()));
  }

  private static String registerByHand(RawSocket device, String key) throws IOException {
    device.sendShort(
        "{\"type\":\"device.register\",\"data\":{\"deviceKey\":\"%s\"}}".formatted(key));
    JsonNode registered = JsonMapper.shared().readTree(device.text());
    assertThat(registered.get("type").stringValue()).isEqualTo("device.registered");
    return registered.get("data").get("sessionId").stringValue();
  }

  @Test
  void shouldAnswerForADeviceThatPongs() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      // given
      String session = register(device);

      // when
      probe(deviceId, "another session", "p0");
      probe(deviceId, session, "p1");

      // then
      awaitConfirmed(session, "p1");
      assertThat(owners.heard(ConfirmDevice.class)).hasSize(1);
      assertThat(owners.envelopes().getLast().getAggregateId()).isEqualTo(deviceId);
    }
  }

  @Test
  void shouldNotAnswerForADeafDeviceAndCloseItsSocketOnceItsSessionIsEnded() throws Exception {
    try (RawSocket deaf = RawSocket.upgrade(port, "/devices/connect");
        DeviceClient well = new DeviceClient(port)) {
      // given
      String deafKey = "deaf-" + key;
      String deafId = Ids.device(ReadSide.TENANT, deafKey).toString();
      String deafSession = registerByHand(deaf, deafKey);
      String session = register(well);

      // when
      probe(deafId, deafSession, "p1");
      probe(deviceId, session, "p1");
      probe(deafId, deafSession, "p2");
      probe(deviceId, session, "p2");
      awaitConfirmed(session, "p1");
      awaitConfirmed(session, "p2");
      end(deafId, deafSession, "unresponsive");

      // then
      assertThat(deaf.closeCode()).isEqualTo(4408);
      assertThat(owners.heard(ConfirmDevice.class))
          .extracting(ConfirmDevice::getSessionId)
          .containsOnly(session);
      await()
          .untilAsserted(() ->
              assertThat(owners.heard(DisconnectDevice.class))
                  .extracting(DisconnectDevice::getSessionId)
                  .containsExactly(deafSession));
      assertThat(well.isOpen()).isTrue();
    }
  }

  @Test
  void shouldTakeAnyFrameAfterTheQuestionForASignOfLife() throws Exception {
    try (RawSocket device = RawSocket.upgrade(port, "/devices/connect")) {
      // given
      String session = registerByHand(device, key);

      // when
      probe(deviceId, session, "p1");
      dispatch(session, "behind the question");
      assertThat(device.text()).contains("behind the question");
      device.sendShort("{\"type\":\"ping\"}");

      // then
      awaitConfirmed(session, "p1");
    }
  }

  @Test
  void shouldCloseTheSocketOfASessionThatANewerOneElsewhereSuperseded() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      String session = register(device);
      end(deviceId, "another session", "superseded");
      end(deviceId, session, "superseded");
      assertThat(device.closeCode()).isEqualTo(4409);
    }
  }

  @Test
  void shouldAskNodesOfTheOtherDialectToo() throws Exception {
    new DispatcherTwin(owners, sender, readSide);
    String instance = UUID.randomUUID().toString();
    try (ClawPeer node = ClawPeer.node(port, instance, "system.which")) {
      // given
      String nodeId = Ids.device(ReadSide.TENANT, "claw:instance:" + instance).toString();
      String session = owners.heard(ConnectDevice.class).findFirst().orElseThrow().getSessionId();

      // when
      probe(nodeId, session, "p1");
      awaitConfirmed(session, "p1");
      end(nodeId, session, "unresponsive");

      // then
      assertThat(node.closeStatus()).contains("4408");
    }
  }
}
