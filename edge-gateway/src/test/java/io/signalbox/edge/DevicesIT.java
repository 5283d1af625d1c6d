package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Lists of devices.
class DevicesIT extends EdgeTest {
  private final String tool = "tool-" + UUID.randomUUID();
  private DeviceRows rows;

  @BeforeEach
  void openRows() {
    rows = new DeviceRows(readSide);
  }

  @Test
  void shouldListDevicesByWhatTheyCanDoAndWhetherTheyAreThere() throws Exception {
    // given
    String there = add(true, tool);
    String away = add(false, tool);
    add(true, "other-" + tool);

    // then
    assertThat(keys("?capability=" + tool)).containsExactlyInAnyOrder(there, away);
    assertThat(keys("?connected=true&capability=" + tool)).containsExactly(there);
    assertThat(keys("?connected=false&capability=" + tool)).containsExactly(away);
    assertThat(keys("?capability=none-" + tool)).isEmpty();
  }

  @Test
  void shouldListDevicesPageByPage() throws Exception {
    // given
    List<String> all = new ArrayList<>();
    for (int each = 0; each < 5; each++) {
      all.add(add(true, tool));
    }

    // when
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = page("?limit=2&capability=" + tool + cursor);
      seen.addAll(keys(page));
      cursor = page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").stringValue() : "";
      pages++;
    } while (!cursor.isEmpty());

    // then
    assertThat(pages).isEqualTo(3);
    assertThat(seen).isEqualTo(all.reversed());
  }

  @Test
  void shouldListDevicesByTheirLabels() throws Exception {
    // given
    String both = add(true, tool);
    rows.setLabels(id(both), "{\"hall\":\"2\",\"line\":\"a:b\"}");
    String one = add(true, tool);
    rows.setLabels(id(one), "{\"hall\":\"2\"}");
    add(true, tool);

    // then
    String among = "?capability=" + tool;
    assertThat(keys(among + "&label=hall:2")).containsExactlyInAnyOrder(both, one);
    assertThat(keys(among + "&label=hall:2&label=line:a:b")).containsExactly(both);
    assertThat(keys(among + "&label=hall:2&label=hall:3")).isEmpty();
    assertThat(keys(among + "&label=line:")).isEmpty();
    assertThat(page(among + "&label=line:a:b").get("devices").get(0).get("labels").toString())
        .isEqualTo("{\"hall\":\"2\",\"line\":\"a:b\"}");
  }

  @Test
  void shouldShowWhenADeviceWasConnectedPageByPage() throws Exception {
    // given
    UUID device = id(add(true, tool));
    rows.addDeviceSession(device, "s-3", 1, null);
    rows.addDeviceSession(device, "s-2", 10, "unresponsive");
    rows.addDeviceSession(device, "s-1", 20, "superseded");
    rows.addDeviceSession(UUID.randomUUID(), "s-other", 5, null);
    String path = "/" + device + "/sessions";

    // when
    JsonNode first = page(path + "?limit=2");
    JsonNode second = page(path + "?limit=2&cursor=" + first.get("nextCursor").stringValue());

    // then
    JsonNode open = first.get("sessions").get(0);
    assertThat(open.get("sessionId").stringValue()).isEqualTo("s-3");
    assertThat(open.get("userAgent").stringValue()).isEqualTo("test/1");
    assertThat(open.get("remoteAddress").stringValue()).isEqualTo("127.0.0.1");
    assertThat(open.has("disconnectedAt") || open.has("reason")).isFalse();
    JsonNode silent = first.get("sessions").get(1);
    assertThat(silent.get("reason").stringValue()).isEqualTo("unresponsive");
    assertThat(Instant.parse(silent.get("disconnectedAt").stringValue()))
        .isAfter(Instant.parse(silent.get("connectedAt").stringValue()));
    assertThat(
            second.get("sessions").valueStream().map(each -> each.get("sessionId").stringValue()))
        .containsExactly("s-1");
    assertThat(second.has("nextCursor")).isFalse();
  }

  @Test
  void shouldShowWhatADeviceToldInItsOrder() throws Exception {
    // given
    UUID device = id(add(true, tool));
    rows.addDeviceReport(device, 1, 1L, "door.opened", "{\"door\":1}");
    rows.addDeviceReport(device, 2, null, "device.events.missed", "{\"from\":2,\"to\":3}");
    rows.addDeviceReport(device, 3, 4L, "door.closed", "null");
    rows.addDeviceReport(UUID.randomUUID(), 1, 1L, "of another", "null");
    String path = "/" + device + "/events";

    // when
    JsonNode first = page(path + "?limit=2").get("events");
    JsonNode rest = page(path + "?since=2").get("events");

    // then
    assertThat(first.valueStream().map(each -> each.get("type").stringValue()))
        .containsExactly("door.opened", "device.events.missed");
    assertThat(first.get(0).get("deviceSeq").longValue()).isEqualTo(1);
    assertThat(first.get(0).get("data").toString()).isEqualTo("{\"door\":1}");
    assertThat(first.get(1).has("deviceSeq")).isFalse();
    assertThat(rest.size()).isOne();
    assertThat(rest.get(0).get("data").isNull()).isTrue();
  }

  private static UUID id(String key) {
    return UUID.fromString(key.substring("key-".length()));
  }

  private String add(boolean connected, String declares) throws Exception {
    UUID id = UUID.randomUUID();
    String key = "key-" + id;
    readSide.addDevice(id, key);
    readSide.setDevice(id, connected, "{\"tools\":[\"" + declares + "\"]}");
    return key;
  }

  private List<String> keys(String query) throws Exception {
    return keys(page(query));
  }

  private static List<String> keys(JsonNode page) {
    return page.get("devices")
        .valueStream()
        .map(each -> each.get("deviceKey").stringValue())
        .toList();
  }

  private JsonNode page(String query) throws Exception {
    return Http.json(new Http(port).get("/api/devices" + query));
  }
}
