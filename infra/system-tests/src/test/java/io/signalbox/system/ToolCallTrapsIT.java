package io.signalbox.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.stack.supervise.LocalStack;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// What breaks in the field with tool calls and devices, one test for each trap, through the whole
/// stack. Leases last 20 s here, and the confirmation of a cancel may take 5 s.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToolCallTrapsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final LocalStack stack;
  private Client client;
  private Client other;

  ToolCallTrapsIT() throws IOException {
    stack = SharedStack.whole();
  }

  @BeforeEach
  void connect() throws IOException {
    SharedStack.whole();
    client = new Client(stack.instance("edge-gateway", 0).baseUrl());
    other = new Client(stack.instance("edge-gateway", 1).baseUrl());
  }

  @AfterEach
  void disconnect() {
    client.close();
    other.close();
  }

  @Test
  void longToolCallReExecuted() throws Exception {
    try (Device device =
        Device.connect(client.edge(), "trap-long", Duration.ofSeconds(45), "trap-long")) {
      // given
      String runId = start("trap-long", "");
      await().atMost(LIMIT).until(() -> device.calls().size() == 1);
      // when
      stack.instance("run-orchestrator", 0).kill();
      stack.instance("tool-dispatcher", 0).kill();
      stack.instance("tool-dispatcher", 0).restart();
      // then
      assertThat(end(runId)).isEqualTo("run.completed");
      assertThat(device.calls()).hasSize(1);
    }
  }

  @Test
  void runSurvivesItsClient() throws Exception {
    try (Device device = Device.mute(client.edge(), "trap-survive", "trap-survive")) {
      // given
      String runId = start("trap-survive", "");
      try (LiveWatch watch = LiveWatch.open(other.edge(), runId, 0)) {
        JsonNode call = device.next("tool.call.request");
        // when every watcher leaves
        watch.close();
        device.say("tool.result", call, ",\"result\":1");
      }
      // then
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(client.run(runId).path("status").asString()).isEqualTo("completed"));
    }
  }

  @Test
  void retryIsASecondSideEffect() throws Exception {
    try (Device device = Device.connect(client.edge(), "trap-retry", "trap-retry")) {
      // given
      String agentId = client.publishAgent(agent("trap-retry", ""));
      String body = "{\"agentId\":\"%s\",\"messages\":[{\"content\":\"go\"}]}".formatted(agentId);
      String key = UUID.randomUUID().toString();
      // when
      var first = client.call("POST", "/api/runs", body, "Idempotency-Key", key);
      var second = other.call("POST", "/api/runs", body, "Idempotency-Key", key);
      // then
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(end(first.body().path("runId").asString())).isEqualTo("run.completed");
      assertThat(device.calls()).hasSize(1);
    }
  }

  @Test
  void nodeResumeReRunsSideEffects() throws Exception {
    try (Device device = Device.connect(client.edge(), "trap-resume", "trap-resume")) {
      // given
      String runId = start("trap-resume", "");
      List<SeenEvent> seen = client.follow(runId, soon());
      long result =
          seen.stream()
              .filter(event -> event.type().equals("tool.result.received"))
              .findFirst()
              .orElseThrow()
              .seq();
      for (int i = 0; i < 3; i++) {
        // when
        var forked =
            other.call("POST", "/api/runs/" + runId + "/fork", "{\"seq\":%d}".formatted(result));
        // then
        assertThat(end(forked.body().path("runId").asString())).isEqualTo("run.completed");
      }
      assertThat(device.calls()).hasSize(1);
    }
  }

  @Test
  void cancelDoesNotStopWork() throws Exception {
    try (Device device = Device.mute(client.edge(), "trap-cancel", "trap-cancel")) {
      // given
      String obeyed = start("trap-cancel", "");
      JsonNode first = device.next("tool.call.request");
      String ignored = start("trap-cancel", "");
      JsonNode second = device.next("tool.call.request");
      // when
      cancel(obeyed);
      device.say("tool.canceled", device.next("tool.call.cancel"), ",\"stopped\":true");
      cancel(ignored);
      // then
      awaitCall(first, "cancel", "confirmed");
      awaitCall(second, "cancel", "unconfirmed");
    }
  }

  @Test
  void canceledButExecutedLater() throws Exception {
    try (Device device = Device.mute(client.edge(), "trap-late", "trap-late")) {
      // given
      String runId = start("trap-late", "");
      JsonNode call = device.next("tool.call.request");
      cancel(runId);
      device.next("tool.call.cancel");
      List<SeenEvent> before = client.follow(runId, soon());
      // when
      device.say("tool.result", call, ",\"result\":1");
      // then
      assertThat(device.next("error").path("code").asString()).isEqualTo("STALE");
      await().atMost(LIMIT).until(() -> call(call).has("lateAt"));
      assertThat(call(call).path("status").asString()).isEqualTo("canceled");
      assertThat(client.follow(runId, soon())).isEqualTo(before);
    }
  }

  @Test
  void offlineDeviceDropsCommand() throws Exception {
    // given a call for one device that is away
    String runId = start("trap-offline", ",\"device\":\"trap-offline\"");
    await().atMost(LIMIT).until(() -> calls("runId=" + runId + "&status=requested").size() == 1);
    String deviceId = calls("runId=" + runId).path(0).path("deviceId").asString();
    try (Device another = Device.connect(client.edge(), "trap-offline-2", "trap-offline")) {
      assertThat(calls("deviceId=" + deviceId + "&status=requested").size()).isOne();
      // when
      try (Device device = Device.connect(other.edge(), "trap-offline", "trap-offline")) {
        // then
        assertThat(end(runId)).isEqualTo("run.completed");
        assertThat(device.calls()).hasSize(1);
        assertThat(another.calls()).isEmpty();
      }
    }
  }

  @Test
  void timeoutSemanticsDiffer() throws Exception {
    try (Device device = Device.mute(client.edge(), "trap-timeout", "trap-timeout")) {
      // given
      String runId = start("trap-timeout", ",\"timeoutMs\":3000");
      JsonNode call = device.next("tool.call.request");
      Instant deadline = Instant.parse(call.path("deadline").asString());
      // then every side has the same absolute time, and nothing happens before it
      assertThat(Instant.parse(call(call).path("deadline").asString())).isEqualTo(deadline);
      assertThat(end(runId)).isEqualTo("run.completed");
      assertThat(call(call).path("status").asString()).isEqualTo("expired");
      assertThat(Instant.parse(call(call).path("completedAt").asString()))
          .isAfterOrEqualTo(deadline);
      assertThat(device.next("tool.call.cancel").path("callId")).isEqualTo(call.path("callId"));
    }
  }

  @Test
  void duplicateEventIdAccepted() throws Exception {
    try (Device device = Device.mute(client.edge(), "trap-duplicate", "trap-duplicate")) {
      // given
      String runId = start("trap-duplicate", "");
      JsonNode call = device.next("tool.call.request");
      String key = UUID.randomUUID().toString();
      // when
      var first = say(client, runId, key);
      var second = say(other, runId, key);
      device.say("tool.result", call, ",\"result\":1");
      device.say("tool.result", call, ",\"result\":1");
      // then
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(client.follow(runId, soon()))
          .extracting(SeenEvent::type)
          .containsOnlyOnce("message.appended", "tool.result.received")
          .endsWith("run.completed");
    }
  }

  @Test
  void approvalLostWhenTurnOrRestartEnds() throws Exception {
    // given
    String runId =
        start("trap-approval", ",\"policy\":\"require_approval\",\"approvalTimeoutMs\":600000");
    await()
        .atMost(LIMIT)
        .until(() -> calls("runId=" + runId + "&status=awaiting_approval").size() == 1);
    String callId = calls("runId=" + runId).path(0).path("callId").asString();
    // when
    SharedStack.killServices();
    SharedStack.whole();
    // then the run still says what it waits for, and goes on when somebody decides
    assertThat(client.run(runId).path("waitingFor").asString()).isEqualTo("approval");
    try (Device device = Device.connect(other.edge(), "trap-approval", "trap-approval")) {
      assertThat(device.calls()).isEmpty();
      Client.Reply decided =
          client.call(
              "POST", "/api/tool-calls/" + callId + "/approval", "{\"decision\":\"allow-once\"}");
      assertThat(decided.status()).isEqualTo(200);
      assertThat(end(runId)).isEqualTo("run.completed");
      assertThat(device.calls()).containsExactly(callId);
    }
  }

  private static Client.Reply say(Client to, String runId, String key) throws Exception {
    return to.call(
        "POST", "/api/runs/" + runId + "/messages", "{\"content\":\"x\"}", "Idempotency-Key", key);
  }

  /// An agent that calls the tool of its name once.
  ///
  /// @param handling further members of the tool, each after a comma
  private static String agent(String tool, String handling) {
    return """
    {"config": {"agent": {"name": "%1$s"},
      "model": {"provider": "scripted", "script": [
        {"call": {"tool": "%1$s", "args": {"q": "x"}}}, {"say": "done"}]},
      "tools": [{"name": "%1$s", "executionTarget": "device"%2$s}]}}
    """
        .formatted(tool, handling);
  }

  private String start(String tool, String handling) throws Exception {
    return client.startRun(client.publishAgent(agent(tool, handling)));
  }

  private void cancel(String runId) throws Exception {
    assertThat(other.call("POST", "/api/runs/" + runId + "/cancel", "{}").status()).isEqualTo(200);
  }

  private String end(String runId) throws InterruptedException {
    return client.follow(runId, soon()).getLast().type();
  }

  private JsonNode call(JsonNode request) throws Exception {
    return client
        .call("GET", "/api/tool-calls/" + request.path("callId").asString(), null)
        .body()
        .path("toolCall");
  }

  private JsonNode calls(String query) throws Exception {
    return client.call("GET", "/api/tool-calls?" + query, null).body().path("toolCalls");
  }

  private void awaitCall(JsonNode request, String field, String value) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(call(request).path(field).asString()).isEqualTo(value));
  }

  private static Instant soon() {
    return Instant.now().plus(LIMIT);
  }
}
