package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.Ids;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.ConnectDevice;
import io.signalbox.schemas.tool.ConfirmToolCancel;
import io.signalbox.schemas.tool.RecordCancelDelivery;
import io.signalbox.schemas.tool.RenewToolCall;
import io.signalbox.schemas.tool.SubmitToolResult;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How devices keep their calls, and lose them.
class DeviceLeaseIT extends DeviceTest {
  private static String frame(String type, String callId, String more) {
    return "{\"type\":\"%s\",\"data\":{\"runId\":\"run\",\"callId\":\"%s\"%s}}"
        .formatted(type, callId, more);
  }

  @Test
  void shouldRenewWhatADeviceIsAtWhenItGivesASignOfLife() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      // given
      device.registerWith(key);
      String session = device.next().get("data").get("sessionId").stringValue();
      String open = Ids.next().toString();
      String over = Ids.next().toString();
      dispatch(session, open);
      dispatch(session, over);
      device.next();
      device.next();
      device.send(frame("tool.result", over, ",\"result\":1"));
      assertThat(device.next().get("type").stringValue()).isEqualTo("tool.result.ack");
      // when
      probe(deviceId, session, "p1");
      // then
      await().untilAsserted(() -> assertThat(owners.heard(RenewToolCall.class)).hasSize(1));
      assertThat(owners.heard(RenewToolCall.class).findFirst().orElseThrow())
          .returns(deviceId, RenewToolCall::getDeviceId)
          .returns(session, RenewToolCall::getSessionId)
          .returns(null, RenewToolCall::getRunId);
      assertThat(owners.envelopes()).extracting(Envelope::getAggregateId).contains(open);
    }
  }

  @Test
  void shouldNotRenewALeaseAgainThatWasRefused() throws Exception {
    owners.decide(payload ->
        payload instanceof RenewToolCall
            ? OwnersTwin.refuse(Rejection.STALE, "the lease ran out")
            : Decision.accept("done"));
    try (DeviceClient device = new DeviceClient(port)) {
      // given
      String session = register(device);
      dispatch(session, "lost");
      device.next();
      device.send(frame("tool.progress", "lost", ""));
      assertError(device, "STALE");
      // when
      dispatch(session, "another");
      device.next();
      probe(deviceId, session, "p2");
      // then
      await().untilAsserted(() -> assertThat(owners.heard(RenewToolCall.class)).hasSize(2));
      assertThat(owners.envelopes())
          .filteredOn(each -> each.getAggregateId().equals("lost"))
          .hasSize(1);
    }
  }

  @Test
  void shouldTellADeviceThatItLostItsLease() throws Exception {
    owners.decide(payload ->
        payload instanceof RenewToolCall
            ? OwnersTwin.refuse(Rejection.STALE, "the lease ran out")
            : Decision.accept("done"));
    try (DeviceClient device = new DeviceClient(port)) {
      register(device);
      device.send(frame("tool.progress", "c", ",\"lease\":\"t\",\"progress\":{\"done\":0.5}"));
      assertThat(assertError(device, "STALE").get("callId").stringValue()).isEqualTo("c");
      assertThat(owners.heard(RenewToolCall.class).findFirst().orElseThrow())
          .returns("run", RenewToolCall::getRunId)
          .returns("t", RenewToolCall::getLease)
          .returns("{\"done\":0.5}", RenewToolCall::getProgress);
    }
  }

  @Test
  void shouldPassOnWhatADeviceHoldsAndAcknowledgeItsResults() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      // when
      device.registerWith(key, "c-1", "c-2");
      JsonNode registered = device.next();
      device.send(frame("tool.result", "c-1", ",\"result\":1,\"lease\":\"t\""));
      JsonNode ack = device.next();
      probe(deviceId, registered.get("data").get("sessionId").stringValue(), "p1");
      // then
      assertThat(registered.get("data").get("acks").booleanValue()).isTrue();
      assertThat(ack.toString())
          .isEqualTo("{\"type\":\"tool.result.ack\",\"data\":{\"callId\":\"c-1\"}}");
      assertThat(owners.heard(ConnectDevice.class).findFirst().orElseThrow().getHeldCalls())
          .containsExactly("c-1", "c-2");
      assertThat(owners.heard(SubmitToolResult.class).findFirst().orElseThrow().getLease())
          .isEqualTo("t");
      await().untilAsserted(() -> assertThat(owners.heard(RenewToolCall.class)).hasSize(1));
    }
  }

  @Test
  void shouldSayThatACancelWasDeliveredAndThatItIsConfirmed() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      // given
      String session = register(device);
      dispatch(session, "c");
      device.next();
      // when
      revoke(session, "c");
      device.next();
      device.send(frame("tool.canceled", "c", ",\"stopped\":true"));
      // then
      await()
          .untilAsserted(() -> {
            assertThat(owners.heard(RecordCancelDelivery.class))
                .singleElement()
                .returns(deviceId, RecordCancelDelivery::getDeviceId);
            assertThat(owners.heard(ConfirmToolCancel.class))
                .singleElement()
                .returns(true, ConfirmToolCancel::getStopped);
          });
    }
  }

  @Test
  void shouldRefuseWordsAboutCallsThatAreIncomplete() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      device.send(frame("tool.progress", "c", ""));
      assertError(device, "NOT_REGISTERED");
      device.send(frame("tool.canceled", "c", ",\"stopped\":true"));
      assertError(device, "NOT_REGISTERED");
      device.send("{\"type\":\"device.register\",\"data\":{\"deviceKey\":\"k\",\"calls\":[1]}}");
      assertThat(assertError(device, "INVALID_INPUT").get("field").stringValue())
          .isEqualTo("data.calls[0]");
      register(device);
      device.send(frame("tool.canceled", "c", ""));
      JsonNode incomplete = assertError(device, "INVALID_INPUT");
      assertThat(incomplete.get("field").stringValue()).isEqualTo("data.stopped");
      assertThat(incomplete.get("callId").stringValue()).isEqualTo("c");
      device.send(frame("tool.progress", "c", ",\"progress\":\"" + "x".repeat(4_096) + "\""));
      assertThat(assertError(device, "INVALID_INPUT").get("field").stringValue())
          .isEqualTo("data.progress");
    }
  }
}
