package io.signalbox.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// How calls end before they are done: canceled, overdue, too long, or because the agent is
/// stopped. Over real sockets, with real processes.
class DeviceAgentEndingTest {
  private static final String LONG = "{\"marks\": \"%s\"}";

  @TempDir private Path folder;
  private AgentScene scene;

  @BeforeEach
  void open() {
    scene = new AgentScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void shouldEndTheProcessesOfACanceledCallAndConfirm() throws IOException {
    // given
    FakeEdge edge = scene.started();
    Path marks = folder.resolve("marks");
    edge.request("c1", "sleep", LONG.formatted(marks), null, "one");
    ProcessHandle child = AgentScene.child(marks);

    // when
    edge.cancel("c1");

    // then
    JsonNode canceled = edge.about("c1", "tool.canceled", 1);
    assertThat(canceled.get("stopped").asBoolean()).isTrue();
    assertThat(canceled.get("lease").asString()).isEqualTo("one");
    assertThat(child.isAlive()).isFalse();
    assertThat(edge.about("c1", "tool.result")).isEmpty();
    edge.request("c1", "sleep", LONG.formatted(marks), null, "two");
    assertThat(edge.result("c1").get("code").asString()).isEqualTo("CANCELED");
    assertThat(Files.readAllLines(marks)).hasSize(1);
  }

  @Test
  void shouldConfirmACancelForWhatNeverBeganAndNotForWhatIsDone() {
    // given
    FakeEdge edge = scene.started();
    edge.request("c1", "echo", "{}");
    edge.result("c1");

    // when
    edge.cancel("c1");
    edge.cancel("c2");

    // then
    assertThat(edge.about("c1", "tool.canceled", 1).get("stopped").asBoolean()).isFalse();
    assertThat(edge.about("c2", "tool.canceled", 1).get("stopped").asBoolean()).isTrue();
  }

  @Test
  void shouldObeyDeadlines() throws IOException {
    // given
    FakeEdge edge = scene.started();
    Path marks = folder.resolve("marks");

    // when
    edge.request(
        "c1", "sleep", LONG.formatted(marks), Instant.now().plusSeconds(2).toString(), null);
    edge.request(
        "c2", "count", LONG.formatted(folder.resolve("never")), "2020-01-01T00:00:00Z", null);
    edge.request("c3", "echo", "{}", "tomorrow", null);
    ProcessHandle child = AgentScene.child(marks);

    // then
    assertThat(edge.result("c1").get("code").asString()).isEqualTo("DEADLINE_PASSED");
    assertThat(edge.result("c1").get("error").asString()).contains("while it ran");
    assertThat(child.isAlive()).isFalse();
    assertThat(edge.result("c2").get("code").asString()).isEqualTo("DEADLINE_PASSED");
    assertThat(folder.resolve("never")).doesNotExist();
    assertThat(edge.result("c3").get("code").asString()).isEqualTo("INVALID_REQUEST");
    assertThat(edge.result("c3").get("error").asString()).contains("deadline", "tomorrow");
  }

  @Test
  void shouldEndAToolThatTakesTooLong() {
    // given
    FakeEdge edge = scene.started();

    // when
    edge.request("c1", "brief", "{}");

    // then
    assertThat(edge.result("c1").get("code").asString()).isEqualTo("TIMEOUT");
  }

  @Test
  void shouldBeginAWaitingCallWhenThereIsAPlaceAndForgetACanceledOne() throws IOException {
    // given
    FakeEdge edge = scene.started();
    Path third = folder.resolve("m3");
    edge.request("c1", "sleep", LONG.formatted(folder.resolve("m1")));
    edge.request("c2", "sleep", LONG.formatted(folder.resolve("m2")));
    AgentScene.awaitMarks(folder.resolve("m1"));
    AgentScene.awaitMarks(folder.resolve("m2"));
    edge.request("c3", "count", LONG.formatted(third));

    // when
    edge.cancel("c3");
    assertThat(edge.about("c3", "tool.canceled", 1).get("stopped").asBoolean()).isTrue();
    edge.request("c4", "count", LONG.formatted(folder.resolve("m4")));
    edge.cancel("c1");

    // then
    assertThat(edge.result("c4").at("/result/exitCode").asInt(-1)).isZero();
    assertThat(third).doesNotExist();
  }

  @Test
  void shouldFinishWhatRunsWhenItIsStopped() {
    // given
    FakeEdge edge = scene.edge(true);
    DeviceAgent agent = scene.agent(edge, null, 30);
    edge.registration(1);
    AgentScene.awaitConnected(edge);
    edge.request("c1", "nap", "{}");
    edge.about("c1", "tool.progress", 1);

    // when
    agent.close();

    // then
    assertThat(edge.result("c1").at("/result/exitCode").asInt(-1)).isZero();
  }

  @Test
  void shouldTakeUpAfterARestartWhatItHadNotBegun() throws IOException {
    // given
    FakeEdge edge = scene.edge(true);
    DeviceAgent first = scene.agent(edge, null);
    edge.registration(1);
    AgentScene.awaitConnected(edge);
    edge.request("c1", "sleep", LONG.formatted(folder.resolve("m1")));
    edge.request("c2", "sleep", LONG.formatted(folder.resolve("m2")));
    AgentScene.awaitMarks(folder.resolve("m1"));
    AgentScene.awaitMarks(folder.resolve("m2"));
    edge.request("c3", "count", LONG.formatted(folder.resolve("m3")));
    edge.about("c3", "tool.progress", 1);

    // when
    first.close();
    scene.agent(edge, null);

    // then
    assertThat(edge.result("c1").get("code").asString()).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(edge.result("c2").get("code").asString()).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(edge.result("c3").at("/result/exitCode").asInt(-1)).isZero();
    assertThat(edge.registration(2).get("calls").toString()).contains("c1", "c2");
  }
}
