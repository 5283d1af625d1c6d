package io.signalbox.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.Ids;
import io.signalbox.stack.supervise.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// Operators that have nodes execute commands, through the whole stack with two edges.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeCommandsIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final URI near;
  private final URI far;
  private String instance = "";
  private Node node;
  private Node operator;
  private Node elsewhere;

  NodeCommandsIT() throws IOException {
    LocalStack stack = SharedStack.whole();
    near = stack.instance("edge-gateway", 0).baseUrl();
    far = stack.instance("edge-gateway", 1).baseUrl();
  }

  @BeforeEach
  void connect() throws InterruptedException {
    instance = "node-" + UUID.randomUUID();
    node = Node.node(near, instance, "system.which");
    operator = Node.operator(near);
    elsewhere = Node.operator(far);
  }

  @AfterEach
  void leave() {
    node.close();
    operator.close();
    elsewhere.close();
  }

  /// The id of the node once another edge sees how it is.
  private String nodeId(boolean connected) {
    return await().atMost(LIMIT).until(() -> find(connected), found -> !found.isEmpty());
  }

  private String find(boolean connected) throws InterruptedException {
    return elsewhere
        .ask("node.list", "{'limit':500}")
        .path("payload")
        .path("nodes")
        .valueStream()
        .filter(each -> each.path("connected").booleanValue() == connected)
        .map(each -> each.path("nodeId").asString())
        .filter(each -> each.equals(expectedId()))
        .findFirst()
        .orElse("");
  }

  private String expectedId() {
    return Ids.device("default", "claw:instance:" + instance).toString();
  }

  private static String invocation(String nodeId, String key, long timeoutMs) {
    return "{'nodeId':'%s','command':'system.which','params':{'name':'java'},'timeoutMs':%d,'idempotencyKey':'%s'}"
        .formatted(nodeId, timeoutMs, key);
  }

  private static String code(JsonNode answer) {
    return answer.path("error").path("details").path("code").asString("none: " + answer);
  }

  @Test
  void shouldExecuteACommandOnceHoweverOftenAndWhereverItIsAskedFor() throws Exception {
    // given
    String nodeId = nodeId(true);
    String key = UUID.randomUUID().toString();
    // when
    operator.begin("node.invoke", invocation(nodeId, key, 30_000));
    JsonNode request = node.request();
    elsewhere.begin("node.invoke", invocation(nodeId, key, 30_000));
    assertThat(node.report(request, "{'path':'/bin/java'}").path("payload").has("ignored"))
        .isFalse();
    // then
    JsonNode first = operator.answer().path("payload");
    assertThat(first.path("payload").toString()).isEqualTo("{\"path\":\"/bin/java\"}");
    assertThat(elsewhere.answer().path("payload")).isEqualTo(first);
    // when it is repeated with the node away
    node.close();
    nodeId(false);
    // then
    for (Node each : new Node[] {operator, elsewhere}) {
      assertThat(each.ask("node.invoke", invocation(nodeId, key, 30_000)).path("payload"))
          .isEqualTo(first);
      JsonNode another =
          each.ask("node.invoke", invocation(nodeId, UUID.randomUUID().toString(), 30_000));
      assertThat(code(another)).isEqualTo("NOT_CONNECTED");
    }
  }

  @Test
  void shouldNeverDeliverACommandAgainWhoseNodeLeft() throws Exception {
    // given
    String nodeId = nodeId(true);
    operator.begin("node.invoke", invocation(nodeId, UUID.randomUUID().toString(), 0));
    JsonNode request = node.request();
    // when
    node.close();
    JsonNode answer = operator.answer();
    // then
    assertThat(code(answer)).isEqualTo("NOT_CONNECTED");
    assertThat(answer.path("error").path("details").path("delivered").booleanValue()).isTrue();
    // when the node comes back, elsewhere
    node = Node.node(far, instance, "system.which");
    assertThat(node.report(request, "1").path("payload").path("ignored").booleanValue()).isTrue();
    elsewhere.begin("node.invoke", invocation(nodeId, UUID.randomUUID().toString(), 30_000));
    JsonNode next = node.request();
    node.report(next, "2");
    // then
    assertThat(next.path("id").asString()).isNotEqualTo(request.path("id").asString());
    assertThat(elsewhere.answer().path("payload").path("payload").intValue()).isEqualTo(2);
  }

  @Test
  void shouldTellTheNodeWhenItsTimeIsOver() throws Exception {
    // given
    String nodeId = nodeId(true);
    elsewhere.begin("node.invoke", invocation(nodeId, UUID.randomUUID().toString(), 1_000));
    JsonNode request = node.request();
    assertThat(request.path("timeoutMs").longValue()).isBetween(1L, 1_000L);
    // then
    assertThat(code(elsewhere.answer())).isEqualTo("TIMEOUT");
    assertThat(node.cancel().path("id")).isEqualTo(request.path("id"));
    assertThat(node.report(request, "1").path("payload").path("ignored").booleanValue()).isTrue();
  }

  @Test
  void shouldReachDevicesOfTheOtherDialect() throws Exception {
    try (Device _ = Device.connect(far, "drill-" + instance, "lookup")) {
      String deviceId = Ids.device("default", "drill-" + instance).toString();
      JsonNode answer =
          elsewhere.ask(
              "node.invoke",
              "{'nodeId':'%s','command':'lookup','params':{'q':7},'idempotencyKey':'%s'}"
                  .formatted(deviceId, UUID.randomUUID()));
      assertThat(answer.path("payload").path("payload").intValue()).isEqualTo(7);
    }
  }

  @Test
  void shouldCarryTheToolCallsOfRunsToNodes() throws Exception {
    // given
    nodeId(true);
    try (Client client = new Client(far)) {
      String agent =
          """
          {"config": {"agent": {"name": "finder-%s"}, "model": {"provider": "scripted", "script":
          [{"call": {"tool": "system.which", "args": {"name": "java"}}}, {"say": "found"}]},
          "tools": [{"name": "system.which", "executionTarget": "device"}]}}
          """
              .formatted(instance);
      // when
      String runId = client.startRun(client.publishAgent(agent));
      JsonNode request = node.request();
      node.report(request, "'/bin/java'");
      // then
      assertThat(request.path("id").asString()).startsWith(runId + "/");
      assertThat(client.follow(runId, Instant.now().plus(LIMIT)).getLast().type())
          .isEqualTo("run.completed");
    }
  }
}
