package io.signalbox.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.edge.claw.Audience;
import io.signalbox.edge.claw.Broadcaster;
import io.signalbox.edge.claw.Role;
import io.signalbox.edge.claw.Scope;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Operators and nodes that are connected.
class OperatorSocketIT extends EdgeTest {
  @Autowired private Broadcaster broadcaster;

  @Test
  void shouldAnswerBadFramesAndStayOpen() throws Exception {
    try (OperatorClient client = OperatorClient.connected(port, "")) {
      client.send("{\"type\":");
      assertCode(client.answer("invalid"), "INVALID_JSON");
      client.send("{\"type\":\"req\",\"id\":\"5\"}");
      assertCode(client.answer("5"), "MISSING_METHOD");
      client.send("{\"type\":\"res\",\"id\":\"6\",\"ok\":true}");
      assertCode(client.answer("6"), "UNEXPECTED_TYPE");
      client.sendBinary("{}".getBytes(UTF_8));
      assertCode(client.answer("invalid"), "NOT_TEXT");
      assertThat(message(client.call("fly", "{}"))).isEqualTo("unknown method: fly");
      assertThat(message(client.call("connect", OperatorClient.params(""))))
          .isEqualTo("unknown method: connect");
      assertThat(client.call("health", "{}").get("ok").booleanValue()).isTrue();
    }
  }

  @Test
  void shouldLetEachCallOnlyWhatItMay() throws Exception {
    try (OperatorClient nobody = OperatorClient.connected(port, "'scopes':['operator.fly'],");
        OperatorClient pairing = OperatorClient.connected(port, "'scopes':['operator.pairing'],");
        OperatorClient node = OperatorClient.connected(port, "'role':'node',")) {
      assertThat(nobody.call("health", "{}").get("ok").booleanValue()).isTrue();
      assertThat(message(nobody.call("status", "{}"))).isEqualTo("missing scope: operator.read");
      assertThat(pairing.call("status", "{}").get("ok").booleanValue()).isTrue();
      assertThat(message(node.call("health", "{}"))).isEqualTo("unauthorized role: node");
    }
  }

  @Test
  void shouldTellHowItIs() throws Exception {
    try (OperatorClient client = OperatorClient.connected(port, "")) {
      JsonNode status = client.call("status", "{}").get("payload");
      assertThat(status.get("connections").get("operators").intValue()).isPositive();
      assertThat(status.get("edgeId").stringValue()).isNotBlank();
      assertThat(client.call("last-heartbeat", "{}").get("payload").get("ts").longValue())
          .isPositive();
      JsonNode health = client.call("health", "{}").get("payload");
      assertThat(health.get("connections").get("operators").intValue()).isPositive();
    }
  }

  @Test
  void shouldTellOperatorsWhoIsThere() throws Exception {
    try (OperatorClient watching = OperatorClient.connected(port, "")) {
      // when
      OperatorClient other = OperatorClient.connected(port, "'role':'node','caps':['camera'],");
      JsonNode came = watching.event("presence");

      // then
      assertThat(came.get("seq").longValue()).isPositive();
      assertThat(came.get("stateVersion").get("presence").longValue()).isPositive();
      JsonNode entries = came.get("payload").get("presence");
      while (!entries.toString().contains("\"node\"")) {
        entries = watching.event("presence").get("payload").get("presence");
      }
      other.close();
      while (!entries.toString().contains("\"disconnect\"")) {
        entries = watching.event("presence").get("payload").get("presence");
      }
    }
  }

  @Test
  void shouldBroadcastToAnAudienceInOrder() throws Exception {
    try (OperatorClient reader = OperatorClient.connected(port, "'scopes':['operator.read'],");
        OperatorClient admin = OperatorClient.connected(port, "");
        OperatorClient node = OperatorClient.connected(port, "'role':'node',")) {
      // when
      Audience all = Audience.of("default");
      ObjectNode payload = JsonNodeFactory.instance.objectNode();
      assertThat(broadcaster.broadcast("for-nodes", payload, false, all.with(Role.NODE))).isOne();
      assertThat(broadcaster.broadcast("for-admins", payload, false, all.with(Scope.ADMIN)))
          .isOne();
      assertThat(broadcaster.broadcast("for-all", payload, false, all)).isEqualTo(3);

      // then
      assertThat(node.event("for-nodes").get("seq").longValue())
          .isLessThan(node.event("for-all").get("seq").longValue());
      long first = admin.event("for-admins").get("seq").longValue();
      assertThat(admin.event("for-all").get("seq").longValue()).isGreaterThan(first);
      reader.event("for-all");
    }
  }

  @Test
  void shouldCloseASlowReaderAndDelayNobodyElse() throws Exception {
    try (RawOperator slow = new RawOperator(port).connect();
        OperatorClient quick = OperatorClient.connected(port, "")) {
      // when
      ObjectNode payload = JsonNodeFactory.instance.objectNode().put("text", "x".repeat(100_000));
      for (int each = 0; each < 30; each++) {
        broadcaster.broadcast("much", payload, false, Audience.of("default"));
      }

      // then
      long last = 0;
      for (int each = 0; each < 30; each++) {
        long seq = quick.event("much").get("seq").longValue();
        assertThat(seq).isGreaterThan(last);
        last = seq;
      }
      await().until(() -> broadcastReaches() == 1);
      assertThat(slow.closeStatus()).isEqualTo("CLOSE 1008 slow consumer");
      assertThat(quick.isOpen()).isTrue();
    }
  }

  private int broadcastReaches() {
    return broadcaster.broadcast(
        "probe", JsonNodeFactory.instance.objectNode(), true, Audience.of("default"));
  }

  private static void assertCode(JsonNode answer, String code) {
    assertThat(answer.get("error").get("details").get("code").stringValue()).isEqualTo(code);
  }

  private static String message(JsonNode answer) {
    return answer.get("error").get("message").stringValue();
  }
}
