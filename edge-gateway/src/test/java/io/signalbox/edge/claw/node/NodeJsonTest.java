package io.signalbox.edge.claw.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.claw.Hello;
import io.signalbox.edge.devices.DeviceHello;
import io.signalbox.edge.views.DeviceReads.Device;
import io.signalbox.kit.Ids;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How nodes register, are shown and are called.
class NodeJsonTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String RUN = Ids.next().toString();
  private static final String CALL = Ids.next().toString();

  private static Hello hello(@Nullable String fingerprint, @Nullable String instance) {
    ObjectNode permissions = JsonMapper.shared().createObjectNode().put("camera", true);
    return new Hello(
        new Hello.Client("node-host", "Kitchen", "1.2", "macOS", "Mac", null, "node", instance),
        List.of("canvas"),
        List.of("system.run", "sms.send"),
        permissions,
        "/bin",
        fingerprint,
        null,
        "agent/1",
        "127.0.0.1");
  }

  private static Device device(String key, String capabilities) {
    return new Device(
        UUID.fromString(CALL),
        key,
        "Kitchen",
        capabilities,
        "{}",
        true,
        "s1",
        NOON,
        NOON,
        NOON,
        "::1",
        2);
  }

  @Test
  void shouldNameANodeByWhatItHasProvedElseByItsInstallationElseByItsProgram() {
    assertThat(Declared.registration(hello("abc", "i-1"), List.of()).deviceKey())
        .isEqualTo("claw:key:abc");
    assertThat(Declared.registration(hello(null, "i-1"), List.of()).deviceKey())
        .isEqualTo("claw:instance:i-1");
    assertThat(Declared.registration(hello(null, null), List.of()).deviceKey())
        .isEqualTo("claw:client:node-host");
  }

  @Test
  void shouldShowWhatANodeDeclared() {
    // given
    DeviceHello registered = Declared.registration(hello("abc", "i-1"), List.of("system.run"));
    // when
    ObjectNode shown = NodeJson.of(device("abc", registered.capabilities()));
    // then
    assertThat(registered.tools()).containsExactly("system.run");
    assertThat(shown)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"nodeId":"%s","displayName":"Kitchen","platform":"macOS","version":"1.2","deviceFamily":"Mac",
                    "pathEnv":"/bin","remoteIp":"::1","caps":["canvas"],"commands":["system.run"],
                    "permissions":{"camera":true},"connected":true,"connectedAtMs":1767268800000,
                    "createdAtMs":1767268800000,"lastSeenAtMs":1767268800000}
                    """
                        .formatted(CALL)));
    assertThat(Declared.of(registered.capabilities()).isNode()).isTrue();
    assertThat(Declared.of(registered.capabilities()).platform()).isEqualTo(Platform.MACOS);
  }

  @Test
  void shouldShowADeviceOfAnotherDialect() {
    // when
    ObjectNode shown = NodeJson.of(device("k", "{\"tools\":[\"lookup\",7],\"x\":1}"));
    // then
    assertThat(shown.get("commands").toString()).isEqualTo("[\"lookup\"]");
    assertThat(shown.get("caps").size()).isZero();
    assertThat(Declared.of("{}").isNode()).isFalse();
    assertThat(Declared.of("[]").commands()).isEmpty();
  }

  @Test
  void shouldEndAPageAtItsLimitOrBeforeItIsTooLarge() {
    // given
    List<Device> small = IntStream.range(0, 4).mapToObj(n -> device("k" + n, "{}")).toList();
    String half = "{\"x\":\"" + "x".repeat(NodeList.LARGEST_PAGE * 2 / 3) + "\"}";
    List<Device> large = IntStream.range(0, 3).mapToObj(n -> device("k" + n, half)).toList();
    // then
    assertThat(NodeList.page(small, 4).has("next")).isFalse();
    assertThat(NodeList.page(small, 3).get("next").stringValue()).isEqualTo("k2");
    assertThat(NodeList.page(small, 3).get("nodes").size()).isEqualTo(3);
    assertThat(NodeList.page(large, 3).get("next").stringValue()).isEqualTo("k0");
    assertThat(NodeList.page(List.of(), 3).get("nodes").size()).isZero();
  }

  @Test
  void shouldCallANodeWithTheTimeThatIsLeft() {
    // when
    JsonNode frame = frame(call(CALL, NOON.plusMillis(1_500)));
    // then
    assertThat(frame.toString())
        .isEqualTo(
            "{\"type\":\"event\",\"event\":\"node.invoke.request\",\"payload\":{\"id\":\"%s\",\"nodeId\":\"n\",\"command\":\"system.run\",\"paramsJSON\":\"{\\\"q\\\":1}\",\"timeoutMs\":1500,\"idempotencyKey\":\"%s\"}}"
                .formatted(CALL, CALL));
    assertThat(frame(call(CALL, null)).get("payload").has("timeoutMs")).isFalse();
    assertThat(frame(call(CALL, NOON.minusSeconds(1))).get("payload").get("timeoutMs").intValue())
        .isOne();
  }

  @Test
  void shouldNameTheRunThatWaits() {
    // given
    RevokeToolCall revoked =
        RevokeToolCall.newBuilder()
            .setSessionId("s1")
            .setRunId(RUN)
            .setCallId(CALL)
            .setReason("the run was canceled")
            .build();
    // then
    assertThat(frame(call(RUN, null)).get("payload").get("id").stringValue())
        .isEqualTo(RUN + "/" + CALL);
    assertThat(NodeFrames.cancel("n", revoked).toString())
        .isEqualTo(
            "{\"type\":\"event\",\"event\":\"node.invoke.cancel\",\"payload\":{\"id\":\"%s/%s\",\"nodeId\":\"n\",\"reason\":\"the run was canceled\"}}"
                .formatted(RUN, CALL));
    assertThat(CallName.parse(RUN + "/" + CALL)).contains(new CallName(RUN, CALL));
    assertThat(CallName.parse(CALL)).contains(new CallName(CALL, CALL));
    assertThat(CallName.parse("nonsense")).isEmpty();
    assertThat(CallName.parse(RUN + "/" + CALL + "/")).isEmpty();
  }

  private static JsonNode frame(DispatchToolCall call) {
    return JsonMapper.shared().readTree(NodeFrames.request("n", call, NOON).bytes());
  }

  private static DispatchToolCall call(String runId, @Nullable Instant deadline) {
    return DispatchToolCall.newBuilder()
        .setSessionId("s1")
        .setRunId(runId)
        .setCallId(CALL)
        .setToolName("system.run")
        .setArgs("{\"q\":1}")
        .setEpoch(1)
        .setLease("secret")
        .setDeadline(deadline)
        .build();
  }
}
