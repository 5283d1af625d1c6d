package io.signalbox.system;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.stack.supervise.LocalStack;
import io.signalbox.stack.supervise.ServiceInstance;
import io.signalbox.system.Client.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What clients can do with runs and sessions, through the whole stack with two edges.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunEngineIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final LocalStack stack;
  private Client client;
  private Client other;

  RunEngineIT() throws IOException {
    stack = SharedStack.whole();
  }

  @BeforeEach
  void connect() {
    client = new Client(stack.instance("edge-gateway", 0).baseUrl());
    other = new Client(stack.instance("edge-gateway", 1).baseUrl());
  }

  @AfterEach
  void disconnect() {
    client.close();
    other.close();
  }

  @Test
  void shouldStopTheProviderOfACanceledRunAndSayNothingAfterItsEnd() throws Exception {
    // given
    String runId = start(agent("mute", "{\"wait\": 600000}", ""));
    awaitEvent(runId, "model.attempt.started");
    // when
    Reply canceled =
        other.call("POST", "/api/runs/" + runId + "/cancel", "{\"reason\":\"enough\"}");
    // then
    assertThat(canceled.status()).isEqualTo(200);
    assertThat(canceled.body().path("status").asString()).isEqualTo("canceled");
    assertThat(client.run(runId).path("status").asString()).isEqualTo("canceled");
    await()
        .atMost(1, java.util.concurrent.TimeUnit.SECONDS)
        .pollInterval(20, MILLISECONDS)
        .until(() -> busyModelCalls() == 0);
    assertThat(client.follow(runId, soon()).getLast().type()).isEqualTo("run.canceled");
    assertThat(
            client
                .call("POST", "/api/runs/" + runId + "/cancel", "{}")
                .body()
                .path("status")
                .asString())
        .isEqualTo("canceled");
  }

  @Test
  void shouldShowTheModelAMessageThatCameWhileItsTurnWasUnderWay() throws Exception {
    // given
    String runId =
        start(agent("listener", "{\"say\": \"one moment\", \"chunks\": 10, \"pauseMs\": 500}", ""));
    awaitEvent(runId, "assistant.delta");
    // when
    Reply appended =
        other.call("POST", "/api/runs/" + runId + "/messages", "{\"content\":\"and this\"}");
    // then
    assertThat(appended.status()).isEqualTo(202);
    List<SeenEvent> seen = client.follow(runId, soon());
    assertThat(seen).extracting(SeenEvent::type).contains("message.appended", "run.status");
    assertThat(seen.getLast().type()).isEqualTo("run.completed");
    Reply late =
        client.call("POST", "/api/runs/" + runId + "/messages", "{\"content\":\"too late\"}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body().path("code").asString()).isEqualTo("RUN_ENDED");
  }

  @Test
  void shouldExecuteToolsItselfAndGiveTheirResultsToTheRun() throws Exception {
    // given
    String tools =
        """
        {"name":"add","executionType":"compute",
         "execution":{"expression":{"op":"calculate","operator":"+","of":["{{a}}",0.2]}}},
        {"name":"pause","executionType":"waiting","execution":{"durationMs":50}},
        {"name":"steal","executionType":"request","execution":{"url":"http://127.0.0.1:1/{{a}}"}}\
        """;
    String script =
        """
        {"call": {"tool": "add", "args": {"a": 0.1}}},
        {"call": {"tool": "pause", "args": {}}},
        {"call": {"tool": "steal", "args": {"a": "x"}}},
        {"say": "done"}\
        """;
    // when
    List<SeenEvent> seen = client.follow(start(agent("self-reliant", script, tools)), soon());
    // then
    assertThat(seen.getLast().type()).isEqualTo("run.completed");
    assertThat(seen)
        .filteredOn(each -> each.type().equals("tool.result.received"))
        .extracting(SeenEvent::data)
        .satisfiesExactlyInAnyOrder(
            sum -> assertThat(sum).contains("0.3"),
            wait -> assertThat(wait).contains("\"success\":true"),
            blocked -> assertThat(blocked).contains("Requests to 127.0.0.1 are blocked: loopback"));
  }

  @Test
  void shouldTryAgainAfterAFailureAndForkAFailedRunWithoutCallingItsToolsAgain() throws Exception {
    // given
    try (Device device = Device.connect(stack.edgeUrl(), "lathe", "lookup")) {
      String script =
          """
          {"fail": "slow down", "code": "RATE_LIMITED", "retryAfterMs": 100, "times": 1},
          {"call": {"tool": "lookup", "args": {"q": "x"}}},
          {"fail": "broken", "retryable": false}\
          """;
      String runId =
          start(agent("breaker", script, "{\"name\":\"lookup\",\"executionTarget\":\"device\"}"));
      List<SeenEvent> seen = client.follow(runId, soon());
      assertThat(seen)
          .extracting(SeenEvent::type)
          .contains("model.attempt.failed", "model.attempt.requested", "tool.result.received");
      assertThat(seen.getLast().type()).isEqualTo("run.failed");
      // when
      Reply retried = other.call("POST", "/api/runs/" + runId + "/retry", "{}");
      // then
      assertThat(retried.status()).isEqualTo(201);
      String again = retried.body().path("runId").asString();
      assertThat(client.run(again).path("parentRunId").asString()).isEqualTo(runId);
      List<SeenEvent> repeated = client.follow(again, soon());
      assertThat(repeated.getLast().type()).isEqualTo("run.failed");
      assertThat(repeated).extracting(SeenEvent::type).doesNotContain("tool.call.requested");
      assertThat(device.calls()).hasSize(1);
    }
  }

  @Test
  void shouldTellTheModelOfWrongArgumentsAndNoDevice() throws Exception {
    // given
    try (Device device = Device.connect(stack.edgeUrl(), "scales", "weigh-out")) {
      String tool =
          """
          {"name": "weigh-out", "executionTarget": "device",
           "inputSchema": {"type": "object", "properties": {"grams": {"type": "integer"}}}}\
          """;
      // when
      String runId =
          start(
              agent(
                  "grocer",
                  """
                  {"call": {"tool": "weigh-out", "args": {"grams": "many"}}},
                  {"call": {"tool": "weigh-out", "args": {"grams": 7}}}, {"say": "done"}\
                  """,
                  tool));
      List<SeenEvent> seen = client.follow(runId, soon());
      // then
      assertThat(seen.getLast().type()).isEqualTo("run.completed");
      assertThat(seen)
          .filteredOn(event -> event.type().equals("tool.result.received"))
          .extracting(SeenEvent::data)
          .satisfiesExactlyInAnyOrder(
              refused -> assertThat(refused).contains("failed", "/grams", "integer"),
              accepted -> assertThat(accepted).contains("completed"));
      assertThat(device.calls()).hasSize(1);
    }
  }

  @Test
  void shouldRunOneAfterTheOtherInASessionAndCarryOnItsConversation() throws Exception {
    // given
    String agentId =
        client.publishAgent(
            agent("chatter", "{\"say\": \"hello there\", \"chunks\": 10, \"pauseMs\": 50}", ""));
    String sessionId =
        client
            .call("POST", "/api/sessions", "{\"agentId\":\"%s\"}".formatted(agentId))
            .body()
            .path("sessionId")
            .asString();
    String body = "{\"sessionId\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";
    // when
    Reply first = client.call("POST", "/api/runs", body.formatted(sessionId, "first"));
    Reply second = other.call("POST", "/api/runs", body.formatted(sessionId, "second"));
    Reply third =
        other.call(
            "POST",
            "/api/runs",
            "{\"sessionId\":\"%s\",\"onActive\":\"reject\",\"messages\":[{\"content\":\"third\"}]}"
                .formatted(sessionId));
    // then
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(201);
    assertThat(third.status()).isEqualTo(409);
    String secondId = second.body().path("runId").asString();
    assertThat(client.run(secondId).path("status").asString()).isEqualTo("queued");
    List<SeenEvent> seen = client.follow(secondId, soon());
    assertThat(seen.getLast().type()).isEqualTo("run.completed");
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> // a stream may be ahead of the view
            assertThat(
                        client
                            .call("GET", "/api/runs/" + secondId + "/messages", null)
                            .body()
                            .toString())
                    .containsSubsequence("first", "hello there", "second", "hello there"));
    assertThat(
            client.call("GET", "/api/runs?sessionId=" + sessionId, null).body().path("runs").size())
        .isEqualTo(2);
    assertThat(client.call("DELETE", "/api/sessions/" + sessionId, null).status()).isEqualTo(204);
  }

  @Test
  void shouldStartOneRunForOneKeyOnAnyEdge() throws Exception {
    // given
    String agentId = client.publishAgent(agent("once", "{\"say\": \"hi\"}", ""));
    String body = "{\"agentId\":\"%s\",\"messages\":[{\"content\":\"go\"}]}".formatted(agentId);
    // when
    Reply first = client.call("POST", "/api/runs", body, "Idempotency-Key", "key-1");
    Reply again = other.call("POST", "/api/runs", body, "Idempotency-Key", "key-1");
    Reply different =
        other.call("POST", "/api/runs", body.replace("go", "stop"), "Idempotency-Key", "key-1");
    // then
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(different.status()).isEqualTo(409);
    assertThat(client.call("GET", "/api/runs?agentId=" + agentId, null).body().path("runs").size())
        .isEqualTo(1);
  }

  @Test
  void shouldEraseADeletedRunEverywhere() throws Exception {
    // given
    String runId = start(agent("forgetful", "{\"say\": \"a secret\"}", ""));
    client.follow(runId, soon());
    // when
    Reply deleted = other.call("DELETE", "/api/runs/" + runId, null);
    // then
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(client.call("GET", "/api/runs/" + runId, null).status()).isEqualTo(410);
    assertThat(client.call("GET", "/api/runs/" + runId + "/events", null).status()).isEqualTo(410);
    assertThat(new Views(stack.jdbcUrl("signalbox_reader")).events(runId)).isEmpty();
    assertThat(CanonicalLog.erased(stack.bootstrapServers(), stack.registryUrl(), runId))
        .as("keys with a tombstone: every event but run.deleted")
        .hasSizeGreaterThan(5);
  }

  private static String agent(String name, String script, String tools) {
    return """
    {"config": {"agent": {"name": "%s"}, "model": {"provider": "scripted", "script": [%s]}, "tools": [%s]}}
    """
        .formatted(name, script, tools);
  }

  private String start(String agent) throws IOException, InterruptedException {
    return client.startRun(client.publishAgent(agent));
  }

  private void awaitEvent(String runId, String type) {
    Views views = new Views(stack.jdbcUrl("signalbox_reader"));
    await()
        .atMost(LIMIT)
        .pollInterval(20, MILLISECONDS)
        .until(() -> views.events(runId).stream().anyMatch(event -> event.type().equals(type)));
  }

  private double busyModelCalls() throws IOException, InterruptedException {
    double busy = 0;
    for (ServiceInstance orchestrator : stack.instances("run-orchestrator")) {
      try (Client metrics = new Client(orchestrator.baseUrl())) {
        busy +=
            metrics
                .call("GET", "/actuator/metrics/signalbox.model.busy", null)
                .body()
                .at("/measurements/0/value")
                .doubleValue();
      }
    }
    return busy;
  }

  private static Instant soon() {
    return Instant.now().plus(LIMIT);
  }
}
