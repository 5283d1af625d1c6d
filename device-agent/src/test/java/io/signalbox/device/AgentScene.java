package io.signalbox.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.device.config.Limits;
import io.signalbox.device.config.ToolSpec;
import io.signalbox.device.link.EdgeAddress;
import io.signalbox.device.link.LinkSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An edge that is played by a test and the agents at it, all of them ended with the scene.
final class AgentScene implements AutoCloseable {
  private final Path folder;
  private final List<Runnable> endings = new ArrayList<>();

  /// @param folder where the agents have their home
  AgentScene(Path folder) {
    this.folder = folder;
  }

  FakeEdge started() {
    FakeEdge edge = edge(true);
    agent(edge, null);
    edge.registration(1);
    awaitConnected(edge);
    return edge;
  }

  // Answered, so everything before it was taken.
  static void awaitConnected(FakeEdge edge) {
    edge.request("first", "echo", "{}");
    edge.result("first");
    edge.acknowledge("first");
  }

  FakeEdge edge(boolean acks) {
    FakeEdge edge = new FakeEdge(acks);
    endings.add(edge::close);
    return edge;
  }

  DeviceAgent agent(FakeEdge edge, @Nullable String apiKey) {
    return agent(edge, apiKey, 0);
  }

  DeviceAgent agent(FakeEdge edge, @Nullable String apiKey, int graceSeconds) {
    DeviceAgent agent =
        DeviceAgent.start(
            new AgentSettings(
                EdgeAddress.of(edge.url(), apiKey),
                "kitchen-1",
                "Kitchen",
                folder.resolve("home"),
                new Limits(2, 1, graceSeconds),
                tools(),
                new LinkSettings(Duration.ofMillis(200), Duration.ofSeconds(2)),
                Duration.ofMillis(200)));
    endings.add(agent::close);
    return agent;
  }

  private static List<ToolSpec> tools() {
    return List.of(
        new ToolSpec.Echo("echo"),
        shell("count", "echo mark >> \"$1\"", 60),
        shell("sleep", "echo $$ >> \"$1\"; exec sleep 600", 60),
        new ToolSpec.Shell("nap", List.of("sleep", "1"), Map.of(), null, 60),
        new ToolSpec.Shell("brief", List.of("sleep", "600"), Map.of(), null, 1));
  }

  private static ToolSpec shell(String name, String script, int seconds) {
    return new ToolSpec.Shell(
        name, List.of("sh", "-c", script, "--", "{marks}"), Map.of(), null, seconds);
  }

  static void awaitMarks(Path marks) {
    await()
        .untilAsserted(() -> {
          assertThat(marks).exists();
          assertThat(Files.readString(marks)).endsWith("\n");
        });
  }

  static ProcessHandle child(Path marks) throws IOException {
    awaitMarks(marks);
    long pid = Long.parseLong(Files.readString(marks).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  @Override
  public void close() {
    endings.reversed().forEach(Runnable::run);
  }
}
