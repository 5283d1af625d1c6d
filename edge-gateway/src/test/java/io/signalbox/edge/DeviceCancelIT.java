package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Partitions;
import io.signalbox.schemas.device.ConnectDevice;
import io.signalbox.schemas.tool.SubmitToolResult;
import io.signalbox.testkit.BackingServices;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Calls that are taken back from a device, and results that come again or too late.
class DeviceCancelIT extends DeviceTest {

  @Test
  void shouldTellOnlyTheSessionThatHoldsACallThatItIsCanceled() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      // given
      String session = register(device);
      String callId = Ids.next().toString();
      dispatch(session, callId);
      assertThat(device.next().get("type").stringValue()).isEqualTo("tool.call.request");

      // when
      revoke("another session", Ids.next().toString());
      revoke(session, callId);

      // then
      assertThat(device.next().toString())
          .isEqualTo(
              "{\"type\":\"tool.call.cancel\",\"data\":{\"runId\":\"run\",\"callId\":\"%s\",\"reason\":\"the run was canceled\"}}"
                  .formatted(callId));
    }
  }

  @Test
  void shouldNeverDeliverACallThatIsCanceledBeforeTheRegistration() throws Exception {
    // given an owner whose dispatch and second thoughts are heard by the edge before its answer
    String neighbour = keyBeside();
    String neighbourId = Ids.device(ReadSide.TENANT, neighbour).toString();
    try (DeviceClient witness = new DeviceClient(port);
        DeviceClient device = new DeviceClient(port)) {
      witness.register(neighbour);
      String heard = witness.next().get("data").get("sessionId").stringValue();
      owners.decide(payload -> {
        if (payload instanceof ConnectDevice connect) {
          dispatch(connect.getSessionId(), "canceled");
          revoke(connect.getSessionId(), "canceled");
          dispatch(connect.getSessionId(), "wanted");
          dispatch(neighbourId, heard, "last");
          await().until(() -> witness.next().get("type").stringValue().equals("tool.call.request"));
        }
        return Decision.accept("connected");
      });

      // when
      device.register(key);

      // then
      assertThat(device.next().get("type").stringValue()).isEqualTo("device.registered");
      JsonNode first = device.next();
      assertThat(first.get("type").stringValue()).isEqualTo("tool.call.cancel");
      assertThat(first.get("data").get("callId").stringValue()).isEqualTo("canceled");
      JsonNode second = device.next();
      assertThat(second.get("type").stringValue()).isEqualTo("tool.call.request");
      assertThat(second.get("data").get("callId").stringValue()).isEqualTo("wanted");
    }
  }

  /// The key of a device whose calls go through the same partition.
  private String keyBeside() {
    return Stream.generate(() -> "key-" + UUID.randomUUID())
        .filter(each -> partition(Ids.device(ReadSide.TENANT, each)) == partition(deviceId))
        .findFirst()
        .orElseThrow();
  }

  private static int partition(Object id) {
    return Partitions.of(id.toString(), BackingServices.PARTITIONS);
  }

  @Test
  void shouldTellTheDeviceThatTheCallOfItsResultWasCanceled() throws Exception {
    owners.decide(payload ->
        payload instanceof SubmitToolResult
            ? OwnersTwin.refuse(Rejection.STALE, "Expected an open call, but it was canceled")
            : Decision.accept("done"));
    try (DeviceClient device = new DeviceClient(port)) {
      register(device);
      device.send(
          "{\"type\":\"tool.result\",\"data\":{\"runId\":\"r\",\"callId\":\"c\",\"result\":1}}");
      JsonNode error = assertError(device, "STALE");
      assertThat(error.get("callId").stringValue()).isEqualTo("c");
      assertThat(error.get("error").stringValue()).contains("canceled");
      assertThat(device.isOpen()).isTrue();
    }
  }

  @Test
  void shouldAnswerARepeatedResultLikeTheFirst() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      // given
      register(device);
      String result =
          "{\"type\":\"tool.result\",\"data\":{\"runId\":\"r\",\"callId\":\"c\",\"result\":1}}";
      owners.decide(payload -> Decision.accept("completed"));
      device.send(result);
      await().untilAsserted(() -> assertThat(owners.heard(SubmitToolResult.class)).hasSize(1));

      // when
      owners.decide(payload -> Decision.accept());
      device.send(result);
      device.send("{\"type\":\"ping\"}");

      // then neither is answered with a frame
      assertThat(device.next().toString()).isEqualTo("{\"type\":\"pong\"}");
      assertThat(owners.heard(SubmitToolResult.class)).hasSize(2);
    }
  }
}
