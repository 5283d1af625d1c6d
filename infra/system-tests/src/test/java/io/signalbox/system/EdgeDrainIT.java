package io.signalbox.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.stack.supervise.LocalStack;
import io.signalbox.system.Client.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// One of two edges is stopped as an operator would, amid writes and watches. Clients choose edges
/// as whoever balances load does: by their readiness.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeDrainIT {
  private static final int WRITERS = 3;
  private static final int WATCHERS = 5;
  private static final int WRITES_BEFORE = 20;
  private static final long PATIENCE_SECONDS = 90;
  private static final int NOT_READY = 503;
  private static final Duration PROBES = Duration.ofMillis(50);

  private final LocalStack stack;
  private final URI leaving;
  private final URI staying;
  private final AtomicInteger writes = new AtomicInteger();
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();
  private volatile URI target;
  private volatile boolean toldInTime;
  private volatile boolean over;

  EdgeDrainIT() throws IOException {
    stack = SharedStack.whole();
    leaving = stack.instance("edge-gateway", 0).baseUrl();
    staying = stack.instance("edge-gateway", 1).baseUrl();
    target = leaving;
  }

  @Test
  void shouldLoseNoWriteAndNoEventWhenAnEdgeIsStopped() throws Exception {
    try (Client client = new Client(staying)) {
      // given writers, and watchers of a run that goes on
      String quick = client.publishAgent(agent("quick", "{\"say\": \"hi\"}"));
      String slow =
          client.publishAgent(
              agent(
                  "slow",
                  "{\"say\": \"%s\", \"chunks\": 60, \"pauseMs\": 300}"
                      .formatted("word ".repeat(60).strip())));
      String runId = client.startRun(slow);
      List<LiveWatch> watches = new ArrayList<>();
      for (int i = 0; i < WATCHERS; i++) {
        watches.add(LiveWatch.open(leaving, runId, 0));
      }
      Thread prober = Thread.startVirtualThread(this::probe);
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(Thread.startVirtualThread(() -> write(quick)));
      }
      await()
          .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .until(() -> accepted.size() >= WRITES_BEFORE && watches.getLast().seen().size() > 4);

      // when
      stack.instance("edge-gateway", 0).stop();
      int acceptedAtTheEnd = accepted.size();
      await()
          .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .until(() -> accepted.size() >= acceptedAtTheEnd + WRITES_BEFORE);
      over = true;
      for (Thread writer : writers) {
        assertThat(writer.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
      }
      assertThat(prober.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();

      // then
      assertThat(broken).isEmpty();
      assertThat(toldInTime).isTrue();
      for (String written : accepted) {
        assertIsThere(client, written);
      }
      for (LiveWatch watch : watches) {
        assertGapless(resumed(watch, runId));
        watch.close();
      }
    }
  }

  /// Starts runs, each under a key of its own, until all is over.
  private void write(String agentId) {
    String body = "{\"agentId\":\"%s\",\"messages\":[{\"content\":\"go\"}]}".formatted(agentId);
    try (Client toLeaving = new Client(leaving);
        Client toStaying = new Client(staying)) {
      while (!over) {
        String key = "write-" + writes.incrementAndGet();
        Client client = target.equals(leaving) ? toLeaving : toStaying;
        while (!written(client, body, key)) {
          target = staying;
          client = toStaying;
        }
      }
    }
  }

  /// Whether a write was answered with success; false where another edge is to be asked.
  private boolean written(Client client, String body, String key) {
    try {
      Reply reply = client.call("POST", "/api/runs", body, "Idempotency-Key", key);
      switch (reply.status()) {
        case 201, 202 -> accepted.add(reply.body().path("runId").asString());
        case NOT_READY -> {
          if (reply.headers().firstValue("Retry-After").isEmpty()) {
            broken.add(key + " was refused without Retry-After");
          }
          return false;
        }
        default -> broken.add(key + " was answered with " + reply.status() + reply.body());
      }
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      broken.add(key + " got no answer: " + e);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// Asks the leaving edge whether it is ready, as whoever balances load does, until it says no.
  private void probe() {
    try (Client probe = new Client(leaving)) {
      await()
          .forever()
          .pollInterval(PROBES)
          .until(() -> over || probe.call("GET", "/readyz", null).status() == NOT_READY);
      toldInTime = !over;
    } catch (Exception e) { // whatever it is, the edge did not say no before it left
      broken.add("a probe failed: " + e);
    }
    target = staying;
  }

  /// What a watcher saw on the edge that left, and then on the other.
  private List<SeenEvent> resumed(LiveWatch watch, String runId) throws Exception {
    List<SeenEvent> seen = new ArrayList<>();
    try {
      seen.addAll(watch.whole(PATIENCE_SECONDS));
      throw new AssertionError("Expected the stream to end with the edge, but it ended by itself");
    } catch (ExecutionException e) {
      assertThat(e.getCause()).hasMessageContaining("EDGE_STOPPING");
      seen.addAll(watch.seen());
    }
    try (LiveWatch rest = LiveWatch.open(staying, runId, seen.getLast().seq())) {
      seen.addAll(rest.whole(PATIENCE_SECONDS));
    }
    return seen;
  }

  /// What was accepted is found, once the view has caught up with it.
  private static void assertIsThere(Client client, String runId) {
    await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(
            () -> client.call("GET", "/api/runs/" + runId, null).body(),
            reply -> reply.path("run").path("runId").asString("").equals(runId));
  }

  private static void assertGapless(List<SeenEvent> seen) {
    assertThat(seen.getLast().type()).isEqualTo("run.completed");
    assertThat(seen)
        .extracting(SeenEvent::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, seen.size()).boxed().toList());
  }

  private static String agent(String name, String script) {
    return """
    {"config": {"agent": {"name": "%s"}, "model": {"provider": "scripted", "script": [%s]}, "tools": []}}
    """
        .formatted(name, script);
  }
}
