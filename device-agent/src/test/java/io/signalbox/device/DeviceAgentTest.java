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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A whole agent at an edge that is played by the test, over real sockets, with real processes.
class DeviceAgentTest {
  private static final String LONG = "{\"marks\": \"%s\"}";

  private static final String PAST = "2020-01-01T00:00:00Z";

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void shouldSayWhoItIsWhatItCanDoAndHowTheMachineFares() {
    // given
    FakeEdge edge = edge(true);

    // when
    agent(edge, "secret-key");

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
    FakeEdge edge = started();
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
    FakeEdge edge = started();
    Path marks = folder.resolve("marks");
    edge.request("c1", "sleep", LONG.formatted(marks), null, "one");
    awaitMarks(marks);

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
    FakeEdge edge = started();
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
    FakeEdge edge = started();
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
    FakeEdge edge = started();
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
    FakeEdge edge = edge(false);
    agent(edge, null);
    edge.registration(1);
    awaitConnected(edge);

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
  void shouldEndTheProcessesOfACanceledCallAndConfirm() throws IOException {
    // given
    FakeEdge edge = started();
    Path marks = folder.resolve("marks");
    edge.request("c1", "sleep", LONG.formatted(marks), null, "one");
    ProcessHandle child = child(marks);

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
    FakeEdge edge = started();
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
    FakeEdge edge = started();
    Path marks = folder.resolve("marks");

    // when
    edge.request(
        "c1", "sleep", LONG.formatted(marks), Instant.now().plusSeconds(2).toString(), null);
    edge.request("c2", "count", LONG.formatted(folder.resolve("never")), PAST, null);
    edge.request("c3", "echo", "{}", "tomorrow", null);
    ProcessHandle child = child(marks);

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
    FakeEdge edge = started();

    // when
    edge.request("c1", "brief", "{}");

    // then
    assertThat(edge.result("c1").get("code").asString()).isEqualTo("TIMEOUT");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnowAndWhatIsTooMuch() throws IOException {
    // given
    FakeEdge edge = started();
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
  void shouldBeginAWaitingCallWhenThereIsAPlaceAndForgetACanceledOne() throws IOException {
    // given
    FakeEdge edge = started();
    Path third = folder.resolve("m3");
    edge.request("c1", "sleep", LONG.formatted(folder.resolve("m1")));
    edge.request("c2", "sleep", LONG.formatted(folder.resolve("m2")));
    awaitMarks(folder.resolve("m1"));
    awaitMarks(folder.resolve("m2"));
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
  void shouldTellAResultThatDoesNotFitIntoAFrame() {
    // given
    FakeEdge edge = started();

    // when
    edge.request("c1", "echo", "{\"a\": \"" + "é".repeat(31_975) + "\"}");

    // then
    assertThat(edge.result("c1").get("code").asString()).isEqualTo("RESULT_TOO_LARGE");
  }

  @Test
  void shouldGiveUpAConnectionThatIsSilentAndComeBack() {
    // given
    FakeEdge edge = started();
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
    FakeEdge edge = started();

    // when
    edge.closeWith(4409, "superseded");

    // then
    await()
        .during(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(edge.of("device.register")).hasSize(1));
  }

  @Test
  void shouldFinishWhatRunsWhenItIsStopped() {
    // given
    FakeEdge edge = edge(true);
    DeviceAgent agent = agent(edge, null, 30);
    edge.registration(1);
    awaitConnected(edge);
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
    FakeEdge edge = edge(true);
    DeviceAgent first = agent(edge, null);
    edge.registration(1);
    awaitConnected(edge);
    edge.request("c1", "sleep", LONG.formatted(folder.resolve("m1")));
    edge.request("c2", "sleep", LONG.formatted(folder.resolve("m2")));
    awaitMarks(folder.resolve("m1"));
    awaitMarks(folder.resolve("m2"));
    edge.request("c3", "count", LONG.formatted(folder.resolve("m3")));
    edge.about("c3", "tool.progress", 1);

    // when
    first.close();
    agent(edge, null);

    // then
    assertThat(edge.result("c1").get("code").asString()).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(edge.result("c2").get("code").asString()).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(edge.result("c3").at("/result/exitCode").asInt(-1)).isZero();
    assertThat(edge.registration(2).get("calls").toString()).contains("c1", "c2");
  }

  private FakeEdge started() {
    FakeEdge edge = edge(true);
    agent(edge, null);
    edge.registration(1);
    awaitConnected(edge);
    return edge;
  }

  // Answered, so everything before it was taken.
  private static void awaitConnected(FakeEdge edge) {
    edge.request("first", "echo", "{}");
    edge.result("first");
    edge.acknowledge("first");
  }

  private FakeEdge edge(boolean acks) {
    FakeEdge edge = new FakeEdge(acks);
    open.add(edge);
    return edge;
  }

  private DeviceAgent agent(FakeEdge edge, @Nullable String apiKey) {
    return agent(edge, apiKey, 0);
  }

  private DeviceAgent agent(FakeEdge edge, @Nullable String apiKey, int graceSeconds) {
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
    open.add(agent);
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

  private static void awaitMarks(Path marks) {
    await()
        .untilAsserted(() -> {
          assertThat(marks).exists();
          assertThat(Files.readString(marks)).endsWith("\n");
        });
  }

  private static ProcessHandle child(Path marks) throws IOException {
    awaitMarks(marks);
    long pid = Long.parseLong(Files.readString(marks).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }
}
