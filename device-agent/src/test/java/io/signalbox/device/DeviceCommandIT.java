package io.signalbox.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The program as people run it, in a process of its own that can be killed.
class DeviceCommandIT {
  private static final String SECRET = "sk-very-secret";
  private static final String CONFIG =
      """
      {"key": "kitchen-1", "limits": {"graceSeconds": 20},
       "tools": [
         {"kind": "echo"},
         {"kind": "shell", "name": "sleep",
          "run": ["sh", "-c", "echo $$ >> \\"$1\\"; exec sleep 600", "--", "{marks}"]},
         {"kind": "shell", "name": "environment", "run": ["env"]},
         {"kind": "shell", "name": "nap", "run": ["sleep", "2"]}]}
      """;

  @TempDir private Path folder;
  private final FakeEdge edge = new FakeEdge(true);
  private final List<Process> agents = new ArrayList<>();
  private Path log;
  private Path marks;

  @BeforeEach
  void configure() throws IOException {
    log = folder.resolve("log");
    marks = folder.resolve("marks");
    Files.writeString(folder.resolve("config.json"), CONFIG);
  }

  @AfterEach
  void endAll() throws IOException {
    agents.forEach(Process::destroyForcibly);
    edge.close();
    if (Files.exists(marks)) { // what a killed agent has left running
      for (String pid : Files.readAllLines(marks)) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  @Test
  void shouldAnswerHonestlyAfterItWasKilledInTheMiddleOfATool() throws Exception {
    // given
    Process first = startAndAwait(1);
    edge.request("done", "echo", "{\"a\": 1}");
    edge.result("done");
    requestSleep();
    await()
        .untilAsserted(() -> {
          assertThat(marks).exists();
          assertThat(Files.readString(marks)).endsWith("\n");
        });

    // when
    first.destroyForcibly().waitFor();
    startAndAwait(2);
    requestSleep();

    // then
    assertThat(edge.registration(2).get("calls").toString()).isEqualTo("[\"done\",\"c1\"]");
    JsonNode honest = edge.result("c1");
    assertThat(honest.get("code").asString()).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(honest.get("error").asString())
        .isEqualTo("The device was stopped while the tool ran; whether it took effect is unknown");
    assertThat(edge.about("done", "tool.result", 2).at("/result/a").asInt()).isEqualTo(1);
    edge.about("c1", "tool.result", 2); // the repetition is answered, not executed
    assertThat(Files.readAllLines(marks)).hasSize(1);
  }

  @Test
  void shouldForgetWhatWasAcknowledgedBeforeItWasKilled() throws Exception {
    // given
    Process first = startAndAwait(1);
    edge.request("c1", "echo", "{}");
    edge.result("c1");
    edge.acknowledge("c1");
    edge.request("c2", "echo", "{}");
    edge.result("c2");

    // when
    first.destroyForcibly().waitFor();
    startAndAwait(2);

    // then
    assertThat(edge.registration(2).get("calls").toString()).isEqualTo("[\"c2\"]");
  }

  @Test
  void shouldFinishWhatRunsWhenItIsAskedToEnd() throws Exception {
    // given
    Process agent = startAndAwait(1);
    edge.request("c1", "nap", "{}", null, "one");
    edge.request("c2", "echo", "{}");
    edge.result("c2");

    // when
    agent.destroy();

    // then
    assertThat(edge.result("c1").at("/result/exitCode").asInt(-1)).isZero();
    assertThat(agent.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isEqualTo(128 + 15);
  }

  @Test
  void shouldGiveItsKeyToTheEdgeAndToNobodyElse() throws Exception {
    startAndAwait(1);
    edge.request("c1", "environment", "{}");
    assertThat(edge.result("c1").toString()).contains("PATH=").doesNotContain(SECRET);
    assertThat(edge.authorizations()).containsExactly("Bearer " + SECRET);
    assertThat(Files.readString(log)).doesNotContain(SECRET);
  }

  @Test
  void shouldTellWhatIsWrongAndEnd() throws Exception {
    // given
    startAndAwait(1);

    // when, then
    Process second = start("--edge", edge.url());
    assertThat(second.waitFor()).isEqualTo(1);
    assertThat(Files.readString(log)).contains("signalbox device: Expected to be the only");

    Files.writeString(folder.resolve("config.json"), "{\"tools\": [{\"kind\": \"bash\"}]}");
    assertThat(start("--home", folder.resolve("other").toString()).waitFor()).isEqualTo(2);
    assertThat(Files.readString(log)).contains("config.json: tools[0]");

    assertThat(start("--nonsense").waitFor()).isEqualTo(2);
    assertThat(start("--help").waitFor()).isZero();
    assertThat(Files.readString(log)).contains("SIGNALBOX_API_KEY");
  }

  private void requestSleep() {
    edge.request("c1", "sleep", "{\"marks\": \"%s\"}".formatted(marks));
  }

  private Process startAndAwait(int registration) throws IOException {
    Process agent = start("--edge", edge.url(), "--name", "Kitchen");
    edge.registration(registration);
    String call = "hello-" + registration;
    edge.request(call, "echo", "{}");
    edge.result(call);
    edge.acknowledge(call);
    return agent;
  }

  private Process start(String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(
        List.of("-jar", Path.of("target/app/device-agent.jar").toAbsolutePath().toString()));
    line.addAll(List.of("--config", folder.resolve("config.json").toString()));
    if (!List.of(arguments).contains("--home")) {
      line.addAll(List.of("--home", folder.resolve("home").toString()));
    }
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("SIGNALBOX_API_KEY", SECRET);
    Process agent = builder.start();
    agents.add(agent);
    return agent;
  }
}
