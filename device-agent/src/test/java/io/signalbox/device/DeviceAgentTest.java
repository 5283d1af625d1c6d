package io.signalbox.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A whole agent at an edge that is played by the test: what it says, and that it executes each
/// call once. Over real sockets, with real processes.
class DeviceAgentTest {
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
  void shouldSayWhoItIsWhatItCanDoAndHowTheMachineFares() {
    // given
    FakeEdge edge = scene.edge(true);

    // when
    scene.agent(edge, "secret-key");

    // then
    JsonNode data = edge.registration(1);
    assertThat(data.get("deviceKey").asString()).isEqualTo("kitchen-1");
    assertThat(data.get("displayName").asString()).isEqualTo("Kitchen");
    assertThat(data.at("/capabilities/tools").toString()).contains("echo", "count", "sleep");
    assertThat(data.at("/capabilities/resources/memory/total").asLong()).isPositive();
    assertThat(data.at("/capabilities/resources/disk/free").asLong()).isPositive();
    assertThat(data.at("/capabilities/resources/cpu/processors").asInt()).isPositive();
    assertThat(data.get("calls")).isEmpty();
    assertThat(edge.authorizations()).containsExactly("Bearer secret-key");
  }

  @Test
  void shouldExecuteACallOnceHoweverOftenItComes() throws IOException {
    // given
    FakeEdge edge = scene.started();
    Path marks = folder.resolve("marks");

    // when
    edge.request("c1", "count", LONG.formatted(marks), null, "one");
    edge.about("c1", "tool.result", 1);
    edge.request("c1", "count", LONG.formatted(marks), null, "two");
    JsonNode again = edge.about("c1", "tool.result", 2);
    edge.acknowledge("c1");
    edge.request("c1", "count", LONG.formatted(marks), null, "three");
    JsonNode late = edge.about("c1", "tool.result", 3);

    // then
    assertThat(edge.result("c1").get("lease").asString()).isEqualTo("one");
    assertThat(again.get("lease").asString()).isEqualTo("two");
    assertThat(late.get("lease").asString()).isEqualTo("three");
    assertThat(late.at("/result/exitCode").asInt(-1)).isZero();
    assertThat(Files.readAllLines(marks)).hasSize(1);
  }

  @Test
  void shouldAnswerARepetitionOfARunningCallWithProgressOnly() throws IOException {
    // given
    FakeEdge edge = scene.started();
    Path marks = folder.resolve("marks");
    edge.request("c1", "sleep", LONG.formatted(marks), null, "one");
    AgentScene.awaitMarks(marks);

    // when
    edge.request("c1", "sleep", LONG.formatted(marks), null, "two");

    // then
    await()
        .untilAsserted(() ->
            assertThat(edge.about("c1", "tool.progress"))
                .anySatisfy(each -> assertThat(each.get("lease").asString()).isEqualTo("two")));
    assertThat(edge.about("c1", "tool.result")).isEmpty();
    assertThat(Files.readAllLines(marks)).hasSize(1);
  }

  @Test
  void shouldRenewTheLeaseOfARunningCall() throws IOException {
    // given
    FakeEdge edge = scene.started();
    edge.request("c1", "sleep", LONG.formatted(folder.resolve("marks")), null, "one");

    // when
    JsonNode second = edge.about("c1", "tool.progress", 2);

    // then
    assertThat(second.get("runId").asString()).isEqualTo("r1");
    assertThat(second.get("lease").asString()).isEqualTo("one");
    assertThat(second.get("epoch").asInt()).isEqualTo(1);
  }

  @Test
  void shouldSayAResultAgainOnEachConnectionUntilItIsAcknowledged() {
    // given
    FakeEdge edge = scene.started();
    edge.request("c1", "echo", "{\"a\": 1}");
    edge.about("c1", "tool.result", 1);

    // when
    edge.cut();
    JsonNode second = edge.registration(2);
    edge.about("c1", "tool.result", 2);
    edge.acknowledge("c1");
    edge.request("c2", "echo", "{}"); // what comes after the acknowledgement is taken after it
    edge.about("c2", "tool.result", 1);
    edge.cut();
    JsonNode third = edge.registration(3);
    edge.about("c2", "tool.result", 2);

    // then
    assertThat(second.get("calls").toString()).isEqualTo("[\"c1\"]");
    assertThat(third.get("calls").toString()).isEqualTo("[\"c2\"]");
    assertThat(edge.about("c1", "tool.result")).hasSize(2);
  }

  @Test
  void shouldKeepAResultThatTheEdgeCannotTakeNowAndDropOneThatItRefuses() {
    // given
    FakeEdge edge = scene.started();
    edge.request("c1", "echo", "{}");
    edge.request("c2", "echo", "{}");
    edge.about("c1", "tool.result", 1);
    edge.about("c2", "tool.result", 1);

    // when
    edge.refuse("c1", "UNAVAILABLE");
    edge.refuse("c2", "STALE");

    // then
    edge.about("c1", "tool.result", 2);
    edge.cut();
    assertThat(edge.registration(2).get("calls").toString()).isEqualTo("[\"c1\"]");
    assertThat(edge.about("c2", "tool.result")).hasSize(1);
  }

  @Test
  void shouldBelieveAnEdgeThatAcknowledgesNothing() {
    // given
    FakeEdge edge = scene.edge(false);
    scene.agent(edge, null);
    edge.registration(1);
    AgentScene.awaitConnected(edge);

    // when
    edge.request("c1", "echo", "{\"a\": 1}");
    edge.result("c1");
    edge.cancel("c1");
    edge.request("c2", "echo", "{}");
    edge.result("c2");
    edge.cut();

    // then
    assertThat(edge.registration(2).get("calls")).isEmpty();
    assertThat(edge.of("tool.canceled")).isEmpty();
    assertThat(edge.of("tool.progress")).isEmpty();
  }

  @Test
  void shouldRefuseWhatItDoesNotKnowAndWhatIsTooMuch() throws IOException {
    // given
    FakeEdge edge = scene.started();
    edge.request("c1", "sleep", LONG.formatted(folder.resolve("m1")));
    edge.request("c2", "sleep", LONG.formatted(folder.resolve("m2")));
    edge.request("c3", "sleep", LONG.formatted(folder.resolve("m3")));

    // when
    edge.request("c4", "echo", "{}");
    edge.request("c5", "reboot", "{}");

    // then
    assertThat(edge.result("c4").get("code").asString()).isEqualTo("BUSY");
    assertThat(edge.result("c5").get("code").asString()).isEqualTo("UNKNOWN_TOOL");
    assertThat(edge.result("c5").get("error").asString()).contains("echo", "reboot");
  }

  @Test
  void shouldTellAResultThatDoesNotFitIntoAFrame() {
    // given
    FakeEdge edge = scene.started();

    // when
    edge.request("c1", "echo", "{\"a\": \"" + "é".repeat(31_975) + "\"}");

    // then
    assertThat(edge.result("c1").get("code").asString()).isEqualTo("RESULT_TOO_LARGE");
  }

  @Test
  void shouldGiveUpAConnectionThatIsSilentAndComeBack() {
    // given
    FakeEdge edge = scene.started();
    edge.request("c1", "echo", "{}");
    edge.result("c1");

    // when
    edge.answer(false);
    edge.registration(2);
    edge.answer(true);

    // then
    assertThat(edge.registration(3).get("calls").toString()).isEqualTo("[\"c1\"]");
    assertThat(edge.of("ping")).isNotEmpty();
  }

  @Test
  void shouldNotTakeThePlaceOfAnotherAgentWithItsKey() {
    // given
    FakeEdge edge = scene.started();

    // when
    edge.closeWith(4409, "superseded");

    // then
    await()
        .during(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(edge.of("device.register")).hasSize(1));
  }
}
