package io.signalbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demo as a newcomer runs it, in a folder of its own whose name has a space. The first test
/// here, as whole stacks start quicker from what it leaves.
class DemoIT {
  private static final Path ROOT = Path.of(System.getProperty("signalbox.root"));
  static final Path HOME = Path.of("target", "demo home").toAbsolutePath();
  private static final List<String> PORTS =
      List.of(
          "SIGNALBOX_EDGE_PORT",
          "SIGNALBOX_POSTGRES_PORT",
          "SIGNALBOX_KAFKA_PORT",
          "SIGNALBOX_KAFKA_CONTROLLER_PORT",
          "SIGNALBOX_REGISTRY_PORT",
          "SIGNALBOX_REGISTRY_MANAGEMENT_PORT",
          "SIGNALBOX_RUN_ORCHESTRATOR_PORT",
          "SIGNALBOX_TOOL_DISPATCHER_PORT",
          "SIGNALBOX_DEVICE_REGISTRY_PORT");

  @Test
  void shouldCarryOneRunThroughEverythingAndLeaveNothingBehind() throws Exception {
    // given
    FileSystemUtils.deleteRecursively(HOME);
    Files.createDirectories(HOME);
    Path output = HOME.resolve("demo.out");
    // when
    Process demo = demo(output, HOME.resolve("demo.err")).start();
    boolean ended = demo.waitFor(4, TimeUnit.MINUTES);
    demo.destroy();
    // then
    assertThat(ended).isTrue();
    JsonNode summary = JsonMapper.shared().readTree(Files.readAllLines(output).getLast());
    assertThat(summary.path("status").asString()).isEqualTo("completed");
    assertThat(summary.path("gaps").asInt(-1)).isZero();
    assertThat(summary.path("duplicates").asInt(-1)).isZero();
    assertThat(summary.path("events").asInt()).isGreaterThan(20);
    assertThat(summary.propertyNames())
        .containsExactly(
            "runId",
            "status",
            "events",
            "gaps",
            "duplicates",
            "firstEventMs",
            "toolRoundTripMs",
            "totalMs");
    assertThat(demo.exitValue()).isZero();
    assertThat(processesOfTheStack()).isEmpty();
  }

  private static ProcessBuilder demo(Path output, Path errors) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path launcher =
        ROOT.resolve(Path.of("infra", "local-stack", "target", "app", "local-stack.jar"));
    ProcessBuilder builder =
        new ProcessBuilder(
                java,
                "-Dsignalbox.root=" + ROOT,
                "-jar",
                launcher.toString(),
                "demo",
                "--json",
                "Find it")
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("SIGNALBOX_HOME", HOME.toString());
    List<ServerSocket> reserved = new ArrayList<>();
    for (String port : PORTS) {
      ServerSocket socket = new ServerSocket(0);
      reserved.add(socket);
      builder.environment().put(port, Integer.toString(socket.getLocalPort()));
    }
    for (ServerSocket socket : reserved) {
      socket.close();
    }
    return builder;
  }

  private static List<String> processesOfTheStack() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(command -> command.contains(HOME.toString()))
        .toList();
  }
}
