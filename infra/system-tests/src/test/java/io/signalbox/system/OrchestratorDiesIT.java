package io.signalbox.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.stack.supervise.LocalStack;
import io.signalbox.stack.supervise.ServiceInstance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two orchestrators and two edges carry many runs; one orchestrator is killed in the middle.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrchestratorDiesIT {
  private static final int RUNS = 200;
  private static final int STARTS_AT_ONCE = 20;
  private static final int DONE_BEFORE_THE_KILL = 30;
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String AGENT =
      """
      {"config": {
        "agent": {"name": "survivor"},
        "model": {"provider": "scripted", "script": [
          {"say": "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9", "chunks": 10, "pauseMs": 20},
          {"call": {"tool": "weigh", "args": {"q": "x"}}},
          {"say": "done: {{tools.weigh}}", "chunks": 2}]},
        "tools": [{"name": "weigh", "executionTarget": "device"}]}}
      """;

  private final LocalStack stack;
  private final Semaphore starting = new Semaphore(STARTS_AT_ONCE);

  OrchestratorDiesIT() throws IOException {
    stack = SharedStack.whole();
  }

  @Test
  void shouldCompleteEveryRunWithoutGapInKafkaPostgresAndStreamsAlike() throws Exception {
    // given
    Views views = new Views(stack.jdbcUrl("signalbox_reader"));
    Instant deadline = Instant.now().plus(LIMIT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor(); // ends last
        Client one = new Client(stack.instance("edge-gateway", 0).baseUrl());
        Client other = new Client(stack.instance("edge-gateway", 1).baseUrl());
        Device device = Device.connect(one.edge(), "scale", "weigh")) {
      String agentId = one.publishAgent(AGENT);
      List<Future<Watched>> watched = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        Client starter = i % 2 == 0 ? one : other;
        Client watcher = i % 3 == 0 ? one : other;
        watched.add(threads.submit(() -> watch(started(starter, agentId), watcher, deadline)));
      }
      // when
      await().atMost(LIMIT).until(() -> views.runsOf(agentId, "completed") >= DONE_BEFORE_THE_KILL);
      ServiceInstance victim = stack.instance("run-orchestrator", 0);
      victim.kill();
      long doneAtTheKill = views.runsOf(agentId, "completed");
      // then
      assertThat(victim.process().isAlive()).isFalse();
      assertThat(doneAtTheKill)
          .as("runs that were over when the orchestrator died")
          .isLessThan(RUNS);
      Map<String, List<SeenEvent>> seen = new LinkedHashMap<>();
      for (Future<Watched> each : watched) {
        Watched run = each.get(millisUntil(deadline), TimeUnit.MILLISECONDS);
        seen.put(run.runId(), run.events());
      }
      assertThat(seen).hasSize(RUNS);
      assertThat(views.runsOf(agentId, "completed")).isEqualTo(RUNS);
      Map<String, List<SeenEvent>> log =
          CanonicalLog.read(stack.bootstrapServers(), stack.registryUrl());
      log.values().removeIf(events -> !events.getFirst().data().contains(agentId)); // of others
      assertThat(log.keySet()).containsExactlyInAnyOrderElementsOf(seen.keySet());
      seen.forEach((runId, events) -> {
        assertThat(events)
            .extracting(SeenEvent::seq)
            .as(runId)
            .containsExactlyElementsOf(upTo(events.size()));
        assertThat(events.getLast().type()).as(runId).isEqualTo("run.completed");
        assertThat(events.getLast().data()).as(runId).contains("done: x");
        assertThat(log.get(runId)).as("log of %s", runId).isEqualTo(events);
        assertThat(views.events(runId)).as("view of %s", runId).isEqualTo(events);
      });
      assertThat(device.calls())
          .as("calls that reached the device")
          .doesNotHaveDuplicates()
          .hasSize(RUNS);
    }
  }

  private String started(Client starter, String agentId) throws IOException, InterruptedException {
    starting.acquire();
    try {
      return starter.startRun(agentId);
    } finally {
      starting.release();
    }
  }

  private static long millisUntil(Instant deadline) {
    return Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
  }

  private record Watched(String runId, List<SeenEvent> events) {}

  private static Watched watch(String runId, Client watcher, Instant deadline)
      throws InterruptedException {
    return new Watched(runId, watcher.follow(runId, deadline));
  }

  private static List<Long> upTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
