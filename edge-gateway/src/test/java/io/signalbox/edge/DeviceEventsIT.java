package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.schemas.device.AnnounceDeviceEvents;
import io.signalbox.schemas.device.ReportDeviceEvent;
import org.junit.jupiter.api.Test;

/// Events of devices over the wire; the registry is played by the test.
class DeviceEventsIT extends DeviceTest {

  @Test
  void shouldTakeEventsInOrderAndTheAnswersBack() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      // given
      String session = register(device);

      // when
      device.send(event("\"seq\":1,\"type\":\"door.opened\",\"data\":{\"door\":1}"));
      device.send(event("\"seq\":2,\"type\":\"door.closed\""));

      // then
      await()
          .untilAsserted(() ->
              assertThat(owners.heard(ReportDeviceEvent.class))
                  .containsExactly(
                      reported(session, 1, "door.opened", "{\"door\":1}"),
                      reported(session, 2, "door.closed", "null")));
      acknowledge("another session", 9);
      request(session, 3, 4);
      acknowledge(session, 2);
      assertThat(device.next().toString())
          .isEqualTo("{\"type\":\"device.event.range\",\"data\":{\"from\":3,\"to\":4}}");
      assertThat(device.next().toString())
          .isEqualTo("{\"type\":\"device.event.ack\",\"data\":{\"lastSeq\":2}}");
    }
  }

  @Test
  void shouldSayHowFarADeviceHasComeThatConnects() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      // when
      device.send(
          "{\"type\":\"device.register\",\"data\":{\"deviceKey\":\"%s\",\"lastEventSeq\":7}}"
              .formatted(key));
      String session = device.next().get("data").get("sessionId").stringValue();

      // then
      await()
          .untilAsserted(() ->
              assertThat(owners.heard(AnnounceDeviceEvents.class))
                  .containsExactly(
                      AnnounceDeviceEvents.newBuilder()
                          .setSessionId(session)
                          .setLastSeq(7)
                          .build()));
    }
  }

  @Test
  void shouldNameWhatIsWrongWithAnEventAndStayOpen() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      device.send(event("\"seq\":1,\"type\":\"x\""));
      assertError(device, "NOT_REGISTERED");
      register(device);
      assertWrong(device, "\"type\":\"x\"", "data.seq");
      assertWrong(device, "\"seq\":0,\"type\":\"x\"", "data.seq");
      assertWrong(device, "\"seq\":\"1\",\"type\":\"x\"", "data.seq");
      assertWrong(device, "\"seq\":1", "data.type");
      assertWrong(
          device,
          "\"seq\":1,\"type\":\"x\",\"data\":\"" + "y".repeat(16 * 1024) + "\"",
          "data.data");
      assertThat(device.isOpen()).isTrue();
    }
    assertThat(owners.heard(ReportDeviceEvent.class)).isEmpty();
  }

  private static void assertWrong(DeviceClient device, String data, String field)
      throws InterruptedException {
    device.send(event(data));
    assertThat(assertError(device, "INVALID_INPUT").get("field").stringValue()).isEqualTo(field);
  }

  private static String event(String data) {
    return "{\"type\":\"device.event\",\"data\":{" + data + "}}";
  }

  private static ReportDeviceEvent reported(String session, long seq, String type, String data) {
    return ReportDeviceEvent.newBuilder()
        .setSessionId(session)
        .setDeviceSeq(seq)
        .setType(type)
        .setData(data)
        .build();
  }
}
