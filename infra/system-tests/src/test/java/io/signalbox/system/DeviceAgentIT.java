package io.signalbox.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.stack.backing.Installation;
import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.JavaCommand;
import io.signalbox.stack.supervise.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The device agent, as people run it, with the whole stack.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceAgentIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final LocalStack stack;
  private final String tool = "nap-" + UUID.randomUUID();
  @TempDir private Path folder;
  private Client client;
  private ChildProcess agent;

  DeviceAgentIT() throws IOException {
    stack = SharedStack.whole();
  }

  @BeforeEach
  void start() throws IOException {
    SharedStack.whole();
    client = new Client(stack.edgeUrl());
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"key": "%1$s", "tools": [
          {"kind": "shell", "name": "%1$s", "run": ["sh", "-c", "echo $$ >> naps; exec sleep $1", "--", "{seconds}"],
           "directory": "%2$s"}]}
        """
            .formatted(tool, folder));
    agent = startAgent();
  }

  @AfterEach
  void end() throws IOException {
    client.close();
    agent.close();
    for (String pid : naps()) { // what a killed agent has left running
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void shouldExecuteACallLongerThanALeaseOnce() throws Exception {
    // given
    String runId = startRun(30);
    // then
    List<SeenEvent> seen = client.follow(runId, soon());
    assertThat(seen.getLast().type()).isEqualTo("run.completed");
    assertThat(result(seen)).contains("completed", "\"exitCode\":0");
    assertThat(naps()).hasSize(1);
  }

  @Test
  void shouldSayHonestlyThatItWasKilledInTheMiddleOfATool() throws Exception {
    // given
    String runId = startRun(600);
    await().atMost(LIMIT).until(() -> naps().size() == 1);
    // when
    agent.kill();
    agent = startAgent();
    // then
    List<SeenEvent> seen = client.follow(runId, soon());
    assertThat(seen.getLast().type()).isEqualTo("run.completed");
    assertThat(result(seen)).contains("failed", "whether it took effect is unknown");
    assertThat(call(runId).path("errorCode").asString()).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(naps()).hasSize(1);
  }

  @Test
  void shouldStopAndSaySoWhenTheRunIsCanceled() throws Exception {
    // given
    String runId = startRun(600);
    await().atMost(LIMIT).until(() -> naps().size() == 1);
    ProcessHandle nap = ProcessHandle.of(Long.parseLong(naps().getFirst())).orElseThrow();
    // when
    client.call("POST", "/api/runs/" + runId + "/cancel", "{}");
    // then
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(call(runId).path("cancel").asString()).isEqualTo("confirmed"));
    await().atMost(LIMIT).until(() -> !nap.isAlive());
  }

  private ChildProcess startAgent() {
    Installation installation = Installation.find();
    JavaCommand command =
        new JavaCommand(
            List.of("-Xmx64m", "-XX:+UseSerialGC"),
            List.of(installation.root().resolve("device-agent/target/app/device-agent.jar")),
            "io.signalbox.device.DeviceCommand",
            List.of(
                "--edge",
                stack.edgeUrl().toString(),
                "--home",
                folder.resolve("home").toString(),
                "--config",
                folder.resolve("config.json").toString()));
    return ChildProcess.start(
        "device-agent", command.line(folder), Map.of(), folder.resolve("agent.log"));
  }

  private String startRun(int seconds) throws Exception {
    return client.startRun(
        client.publishAgent(
            """
            {"config": {"agent": {"name": "%1$s-%2$d"},
              "model": {"provider": "scripted", "script": [
                {"call": {"tool": "%1$s", "args": {"seconds": "%2$d"}}}, {"say": "done"}]},
              "tools": [{"name": "%1$s", "executionTarget": "device"}]}}
            """
                .formatted(tool, seconds)));
  }

  private List<String> naps() throws IOException {
    Path naps = folder.resolve("naps");
    return Files.exists(naps) ? Files.readAllLines(naps) : List.of();
  }

  private JsonNode call(String runId) throws Exception {
    return client
        .call("GET", "/api/tool-calls?runId=" + runId, null)
        .body()
        .path("toolCalls")
        .path(0);
  }

  private static String result(List<SeenEvent> seen) {
    return seen.stream()
        .filter(event -> event.type().equals("tool.result.received"))
        .findFirst()
        .orElseThrow()
        .data();
  }

  private static Instant soon() {
    return Instant.now().plus(LIMIT);
  }
}
