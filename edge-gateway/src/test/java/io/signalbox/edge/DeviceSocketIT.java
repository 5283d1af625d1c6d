package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.Ids;
import io.signalbox.schemas.device.ConnectDevice;
import io.signalbox.schemas.device.DisconnectDevice;
import io.signalbox.schemas.tool.SubmitToolResult;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Devices on their sockets, over the wire.
class DeviceSocketIT extends DeviceTest {

  @Test
  void shouldCarryACallToTheDeviceAndItsResultBack() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      // given
      String session = register(device);
      String callId = Ids.next().toString();

      // when
      dispatch(session, callId);
      dispatch("another session", Ids.next().toString());
      JsonNode request = device.next();
      device.send(
          "{\"type\":\"tool.result\",\"data\":{\"runId\":\"run\",\"callId\":\"%s\",\"result\":{\"n\":1}}}"
              .formatted(callId));

      // then
      assertThat(request.toString())
          .isEqualTo(
              "{\"type\":\"tool.call.request\",\"data\":{\"runId\":\"run\",\"callId\":\"%s\",\"toolName\":\"lookup\",\"args\":{\"q\":\"x\"},\"epoch\":1,\"lease\":\"secret\"}}"
                  .formatted(callId));
      await()
          .untilAsserted(() -> {
            SubmitToolResult result = owners.heard(SubmitToolResult.class).findFirst().get();
            assertThat(result.getResult()).isEqualTo("{\"n\":1}");
            assertThat(result.getSource()).isEqualTo("device");
            assertThat(result.getDeviceId()).isEqualTo(deviceId);
            assertThat(owners.envelopes().getLast().getActor().getKind()).isEqualTo("device");
          });
    }
    await()
        .untilAsserted(() ->
            assertThat(owners.heard(DisconnectDevice.class))
                .singleElement()
                .satisfies(end -> assertThat(end.getReason()).isEqualTo("closed")));
  }

  @Test
  void shouldDeliverACallThatOvertakesTheRegistrationAfterIt() throws Exception {
    // given an owner whose dispatch is in the log before its answer
    owners.decide(payload -> {
      if (payload instanceof ConnectDevice connect) {
        dispatch(connect.getSessionId(), "early");
      }
      return Decision.accept("connected");
    });

    // when
    try (DeviceClient device = new DeviceClient(port)) {
      device.register(key);

      // then
      assertThat(device.next().get("type").stringValue()).isEqualTo("device.registered");
      assertThat(device.next().get("data").get("callId").stringValue()).isEqualTo("early");
    }
  }

  @Test
  void shouldAnswerBadFramesAndStayOpen() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      device.send("{\"type\":\"tool.result\",\"data\":{}}");
      assertError(device, "NOT_REGISTERED");
      device.send("{\"type\":\"nonsense\"}");
      assertError(device, "UNKNOWN_TYPE");
      device.send("{\"type\":");
      assertThat(assertError(device, "MALFORMED_JSON").get("line").intValue()).isEqualTo(1);
      device.send("{\"data\":{}}");
      assertThat(assertError(device, "INVALID_INPUT").get("field").stringValue()).isEqualTo("type");
      device.send("{\"type\":\"device.register\",\"data\":{\"deviceKey\":5}}");
      assertThat(assertError(device, "INVALID_INPUT").get("field").stringValue())
          .isEqualTo("data.deviceKey");
      device.sendBinary("{}");
      assertError(device, "NOT_TEXT");
      device.send("{\"type\":\"ping\"}");
      assertThat(device.next().toString()).isEqualTo("{\"type\":\"pong\"}");
      register(device);
      device.register(key);
      assertError(device, "ALREADY_REGISTERED");
      device.send("{\"type\":\"tool.result\",\"data\":{\"runId\":\"r\",\"callId\":\"c\"}}");
      assertThat(assertError(device, "INVALID_INPUT").get("field").stringValue())
          .isEqualTo("data.result");
      assertThat(device.isOpen()).isTrue();
    }
  }

  @Test
  void shouldTellTheDeviceThatItsResultIsRefused() throws Exception {
    owners.decide(payload ->
        payload instanceof SubmitToolResult
            ? OwnersTwin.refuse(Rejection.FORBIDDEN, "not your call")
            : Decision.accept("done"));
    try (DeviceClient device = new DeviceClient(port)) {
      register(device);
      device.send(
          "{\"type\":\"tool.result\",\"data\":{\"runId\":\"r\",\"callId\":\"c\",\"result\":null}}");
      assertThat(assertError(device, "FORBIDDEN").get("callId").stringValue()).isEqualTo("c");
    }
  }

  @Test
  void shouldTakeAFrameOfTheLimitAndCloseOverIt() throws Exception {
    DeviceClient device = new DeviceClient(port);
    device.send(frameOf(64 * 1024));
    assertError(device, "UNKNOWN_TYPE");
    try (RawSocket raw = RawSocket.upgrade(port, "/devices/connect")) {
      raw.sendText(frameOf(64 * 1024 + 1));
      assertThat(raw.closeCode()).isEqualTo(1009);
    }
    try (RawSocket raw = RawSocket.upgrade(port, "/devices/connect")) {
      raw.sendFragments(3, 30 * 1024);
      assertThat(raw.closeCode()).isEqualTo(1009);
    }
    assertThat(device.isOpen()).isTrue();
    device.close();
  }

  @Test
  void shouldLetTheNewerSocketOfADeviceWin() throws Exception {
    // given
    DeviceClient older = new DeviceClient(port);
    String olderSession = register(older);

    // when
    try (DeviceClient newer = new DeviceClient(port)) {
      String session = register(newer);

      // then
      assertThat(older.closeCode()).isEqualTo(4409);
      await()
          .untilAsserted(() ->
              assertThat(owners.heard(DisconnectDevice.class))
                  .extracting(DisconnectDevice::getSessionId)
                  .containsExactly(olderSession));
      dispatch(session, "after");
      assertThat(newer.next().get("data").get("callId").stringValue()).isEqualTo("after");
    }
  }

  private static String frameOf(int bytes) {
    String start = "{\"type\":\"nonsense\",\"data\":\"";
    return start + "x".repeat(bytes - start.length() - 2) + "\"}";
  }
}
