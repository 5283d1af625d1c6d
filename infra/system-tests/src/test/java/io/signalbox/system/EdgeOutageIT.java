package io.signalbox.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.Ids;
import io.signalbox.stack.supervise.LocalStack;
import io.signalbox.system.Client.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The broker or the database stands still or is gone for a while: sockets stay, writes are refused
/// in time, what is there can be watched, and all goes on by itself afterwards.
///
/// Standing still is the harder part, as nobody is told, and lasts for longer.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeOutageIT {
  private static final Duration FROZEN = Duration.ofSeconds(30);
  private static final Duration STOPPED = Duration.ofSeconds(10);
  private static final long PATIENCE_SECONDS = 120;

  /// No answer may take longer, whatever is away.
  private static final long BOUND_SECONDS = 30;

  private static final String RUN =
      """
      {"say": "%s", "chunks": 45, "pauseMs": 500},
      {"call": {"tool": "measure", "args": {"q": "x"}}},
      {"say": "done"}\
      """
          .formatted("word ".repeat(45).strip());

  private final LocalStack stack;
  private Client client;

  EdgeOutageIT() throws IOException {
    stack = SharedStack.whole();
  }

  @BeforeEach
  void connect() {
    client = new Client(stack.edgeUrl());
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldServeWhatIsThereWhileTheBrokerIsAway(boolean frozen) throws Exception {
    // given
    String agent = publishAgent("broker");
    String runId = client.startRun(agent);
    try (Device device = Device.connect(stack.edgeUrl(), "of-broker-" + frozen, "measure");
        LiveWatch early = LiveWatch.open(stack.edgeUrl(), runId, 0)) {
      await()
          .atMost(30, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(early.seen()).hasSizeGreaterThan(8));
      Device leaver = Device.connect(stack.edgeUrl(), "leaver-" + frozen, "other");
      LiveWatch late;
      CompletableFuture<Device> newcomer;
      // when
      try (Outage _ = frozen ? Frozen.kafka(SharedStack.home()) : noBroker()) {
        Instant over = Instant.now().plus(frozen ? FROZEN : STOPPED);
        late = LiveWatch.open(stack.edgeUrl(), runId, 0);
        newcomer = newcomer("newcomer-" + frozen);
        leaver.close();
        await()
            .atMost(BOUND_SECONDS, TimeUnit.SECONDS)
            .untilAsserted(() -> assertThat(health()).isEqualTo("unhealthy"));
        assertThat(call("GET", "/readyz", null).status()).isEqualTo(200);
        // then history is shown, reads are answered and writes refused
        await()
            .atMost(BOUND_SECONDS, TimeUnit.SECONDS)
            .untilAsserted(() -> assertThat(late.seen()).hasSizeGreaterThan(3));
        do {
          assertRefused(call("POST", "/api/runs", start(agent)));
          assertRefused(
              call("POST", "/api/runs", start(agent), "Idempotency-Key", "k" + Instant.now()));
          assertThat(call("GET", "/api/runs/" + runId, null).status()).isEqualTo(200);
          assertShowsHistory(runId);
        } while (isBefore(over));
        assertThat(early.isOpen()).isTrue();
        assertThat(late.isOpen()).isTrue();
      }
      // then all goes on by itself
      assertWorksAgain(agent);
      await()
          .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(isConnected("leaver-" + frozen)).isFalse());
      assertGapless(early.whole(PATIENCE_SECONDS));
      assertGapless(late.whole(PATIENCE_SECONDS));
      assertThat(device.isOpen()).isTrue();
      assertThat(device.calls()).isNotEmpty();
      late.close();
      disconnect(newcomer);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldShowWhatHappensLiveWhileTheDatabaseIsAway(boolean frozen) throws Exception {
    // given
    String agent = publishAgent("database");
    String runId = client.startRun(agent);
    try (Device device = Device.connect(stack.edgeUrl(), "of-database-" + frozen, "measure");
        LiveWatch live = LiveWatch.open(stack.edgeUrl(), runId, 0)) {
      await()
          .atMost(30, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(live.seen()).hasSizeGreaterThan(8));
      // when
      try (Outage _ = frozen ? Frozen.postgres(SharedStack.home()) : noDatabase()) {
        Instant over = Instant.now().plus(frozen ? FROZEN : STOPPED);
        int before = live.seen().size();
        // then
        await()
            .atMost(BOUND_SECONDS, TimeUnit.SECONDS)
            .untilAsserted(() -> assertThat(live.seen()).hasSizeGreaterThan(before + 3));
        do {
          assertRefused(call("GET", "/api/runs/" + runId, null));
          assertRefused(
              call("POST", "/api/runs", start(agent), "Idempotency-Key", "k" + Instant.now()));
        } while (isBefore(over));
      }
      assertWorksAgain(agent);
      assertGapless(live.whole(PATIENCE_SECONDS));
      assertThat(device.isOpen()).isTrue();
      assertThat(device.calls()).isNotEmpty();
    }
  }

  private Outage noBroker() {
    stack.stopKafka();
    return stack::restartKafka;
  }

  private Outage noDatabase() {
    stack.stopPostgres();
    return stack::restartPostgres;
  }

  private String health() throws Exception {
    return call("GET", "/health", null).body().path("status").asString();
  }

  private boolean isConnected(String key) throws IOException, InterruptedException {
    return client
        .call("GET", "/api/devices/" + Ids.device("default", key), null)
        .body()
        .at("/device/connected")
        .booleanValue();
  }

  /// Whether the outage is to go on; answers that come at once are not asked for too often.
  private static boolean isBefore(Instant over) {
    Instant next = Instant.now().plusMillis(500);
    await().until(() -> !Instant.now().isBefore(next));
    return next.isBefore(over);
  }

  /// A device that would like to connect, and may not be able to.
  private CompletableFuture<Device> newcomer(String key) {
    return CompletableFuture.supplyAsync(
        () -> Device.connect(stack.edgeUrl(), key, "measure"), Thread::startVirtualThread);
  }

  private static void disconnect(CompletableFuture<Device> connecting) {
    var _ =
        connecting.whenComplete((device, _) -> {
          if (device != null) {
            device.close();
          }
        });
  }

  private void assertShowsHistory(String runId) throws Exception {
    try (LiveWatch watch = LiveWatch.open(stack.edgeUrl(), runId, 0)) {
      await()
          .atMost(BOUND_SECONDS, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(watch.seen()).hasSizeGreaterThan(3));
    }
  }

  private String publishAgent(String name) throws IOException, InterruptedException {
    return client.publishAgent(
        """
        {"config": {"agent": {"name": "%s"}, "model": {"provider": "scripted", "script": [%s]},
         "tools": [{"name":"measure","executionTarget":"device"}]}}
        """
            .formatted(name, RUN));
  }

  private static String start(String agentId) {
    return "{\"agentId\":\"%s\",\"messages\":[{\"content\":\"go\"}]}".formatted(agentId);
  }

  private Reply call(String method, String path, @Nullable String body, String... headers)
      throws Exception {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.call(method, path, body, headers);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(method + " " + path + " got no answer", e);
              }
            },
            Thread::startVirtualThread)
        .get(BOUND_SECONDS, TimeUnit.SECONDS);
  }

  private static void assertRefused(Reply reply) {
    assertThat(reply.status()).as("%s", reply.body()).isEqualTo(503);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(reply.headers().firstValue("Retry-After")).isPresent();
    assertThat(reply.body().path("code").asString()).isEqualTo("UNAVAILABLE");
  }

  private void assertWorksAgain(String agent) {
    await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(call("POST", "/api/runs", start(agent)).status()).isEqualTo(201));
    await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(health()).isEqualTo("healthy"));
  }

  private static void assertGapless(List<SeenEvent> seen) {
    assertThat(seen.getLast().type()).isEqualTo("run.completed");
    assertThat(seen)
        .extracting(SeenEvent::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, seen.size()).boxed().toList());
  }
}
