package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.schemas.device.ConnectDevice;
import io.signalbox.schemas.device.DeviceLabel;
import io.signalbox.schemas.device.RegisterDevice;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Devices that are registered by request; the registry is played by the test.
class RegisterDeviceIT extends DeviceTest {

  @BeforeEach
  void decide() {
    owners.decide(payload -> owners.showIn(readSide, payload));
  }

  private HttpResponse<String> post(String more, String... headers) throws Exception {
    String body = "{\"deviceKey\":\"%s\"%s}".formatted(key, more);
    return new Http(port).post("/api/devices", body, headers);
  }

  @Test
  void shouldRegisterADeviceUnderItsKey() throws Exception {
    // when
    HttpResponse<String> answer =
        post(
            ",\"displayName\":\"Lathe\",\"capabilities\":{\"tools\":[\"turn\"]},\"labels\":{\"hall\":\"2\"}");

    // then
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Location")).hasValue("/api/devices/" + deviceId);
    JsonNode body = Http.json(answer);
    assertThat(body.get("deviceId").stringValue()).isEqualTo(deviceId);
    assertThat(body.get("device").get("deviceKey").stringValue()).isEqualTo(key);
    assertThat(owners.heard(RegisterDevice.class))
        .containsExactly(
            RegisterDevice.newBuilder()
                .setDeviceKey(key)
                .setDisplayName("Lathe")
                .setCapabilities("{\"tools\":[\"turn\"]}")
                .setTools(List.of("turn"))
                .setLabels(List.of(label("hall", "2")))
                .build());
  }

  @Test
  void shouldSayNothingOfWhatIsAbsentAndAnswer200ForADeviceThatIsThere() throws Exception {
    // given
    post("");
    owners.decide(_ -> Decision.accept());

    // when
    HttpResponse<String> answer = post("");

    // then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Location")).hasValue("/api/devices/" + deviceId);
    assertThat(owners.heard(RegisterDevice.class))
        .containsOnly(RegisterDevice.newBuilder().setDeviceKey(key).build());
  }

  @Test
  void shouldRegisterOnceForOneIdempotencyKey() throws Exception {
    HttpResponse<String> first = post("", "Idempotency-Key", key);
    HttpResponse<String> again = post("", "Idempotency-Key", key);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(owners.heard(RegisterDevice.class)).hasSize(1);
  }

  @Test
  void shouldNameEveryLabelThatIsWrong() throws Exception {
    String labels =
        ",\"labels\":{\"a b\":\"x\",\"n\":5,\"long\":\"%s\"}".formatted("x".repeat(257));
    JsonNode problem = Http.json(post(labels));
    assertThat(problem.get("code").stringValue()).isEqualTo("INVALID_INPUT");
    assertThat(problem.get("errors").valueStream().map(each -> each.get("field").stringValue()))
        .containsExactlyInAnyOrder("labels.a b", "labels.n", "labels.long");
  }

  @Test
  void shouldTakeLabelsOfADeviceThatConnects() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      // when
      device.send(
          "{\"type\":\"device.register\",\"data\":{\"deviceKey\":\"%s\",\"labels\":{\"hall\":\"2\"}}}"
              .formatted(key));
      assertThat(device.next().get("type").stringValue()).isEqualTo("device.registered");

      // then
      assertThat(owners.heard(ConnectDevice.class))
          .singleElement()
          .satisfies(it -> assertThat(it.getLabels()).containsExactly(label("hall", "2")));
    }
    try (DeviceClient device = new DeviceClient(port)) {
      device.send(
          "{\"type\":\"device.register\",\"data\":{\"deviceKey\":\"%s\",\"labels\":[]}}"
              .formatted(key));
      assertThat(assertError(device, "INVALID_INPUT").get("field").stringValue())
          .isEqualTo("data.labels");
    }
  }

  private static DeviceLabel label(String key, String value) {
    return DeviceLabel.newBuilder().setKey(key).setValue(value).build();
  }
}
