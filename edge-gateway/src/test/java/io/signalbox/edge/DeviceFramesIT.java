package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Rejection;
import io.signalbox.edge.apidocs.AsyncApi;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// All that goes over the socket of a device is as the AsyncAPI document says.
class DeviceFramesIT extends DeviceTest {
  private final AsyncApi api = AsyncApi.read();
  private final Set<String> sent = new TreeSet<>();
  private final Set<String> received = new TreeSet<>();

  @Test
  void shouldSpeakAsDescribed() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      for (String wrong :
          new String[] {
            "{", "[]", "{}", "{\"type\":\"nothing\"}", "{\"type\":\"device.register\",\"data\":{}}"
          }) {
        device.send(wrong);
        next(device);
      }
      device.sendBinary("x");
      next(device);
      device.send(result("c-0", "1"));
      assertThat(next(device).get("code").stringValue()).isEqualTo("NOT_REGISTERED");
      String register =
          "{\"type\":\"device.register\",\"data\":{\"deviceKey\":\"%s\",\"capabilities\":{\"tools\":[\"lookup\"]}}}"
              .formatted(key);
      send(device, register.replace("}}}", "},\"calls\":[\"c-1\"]}}"));
      String session = next(device).get("data").get("sessionId").stringValue();
      send(device, "{\"type\":\"ping\"}");
      next(device);
      send(
          device,
          "{\"type\":\"device.event\",\"data\":{\"seq\":1,\"type\":\"door.opened\",\"data\":null}}");
      acknowledge(session, 1);
      next(device);
      request(session, 2, 3);
      next(device);
      String call = UUID.randomUUID().toString();
      dispatch(session, call);
      next(device);
      send(
          device,
          "{\"type\":\"tool.progress\",\"data\":%s}".formatted(about(call, "progress", "0.5")));
      send(device, result(call, "1"));
      next(device);
      revoke(session, call);
      next(device);
      send(
          device,
          "{\"type\":\"tool.canceled\",\"data\":%s}".formatted(about(call, "stopped", "true")));
      owners.decide(_ -> OwnersTwin.refuse(Rejection.STALE, "over"));
      send(device, result(call, "{\"a\":null}"));
      assertThat(next(device).get("callId").stringValue()).isEqualTo(call);
    }
    assertThat(sent).isEqualTo(api.messages("devices", "send"));
    assertThat(received).isEqualTo(api.messages("devices", "receive"));
  }

  private static String about(String callId, String field, String value) {
    return "{\"runId\":\"run\",\"callId\":\"%s\",\"%s\":%s}".formatted(callId, field, value);
  }

  private static String result(String callId, String result) {
    return "{\"type\":\"tool.result\",\"data\":{\"runId\":\"run\",\"callId\":\"%s\",\"result\":%s}}"
        .formatted(callId, result);
  }

  private void send(DeviceClient device, String frame) {
    JsonNode json = JsonMapper.shared().readTree(frame);
    String type = json.get("type").stringValue();
    assertThat(api.errors(type, json)).as(frame).isEmpty();
    received.add(type);
    device.send(frame);
  }

  private JsonNode next(DeviceClient device) throws InterruptedException {
    JsonNode frame = device.next();
    String type = frame.get("type").stringValue();
    assertThat(api.errors(type, frame)).as(frame.toString()).isEmpty();
    sent.add(type);
    return frame;
  }
}
