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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// One of two edges is stopped as an operator would, amid writes and watches. Clients choose edges
/// as whoever balances load does: by their readiness.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeDrainIT {
  private static final int WRITERS = 8;
  private static final int WATCHERS = 5;
  private static final int WRITES_BEFORE = 20;
  private static final long PATIENCE_SECONDS = 90;

  private final LocalStack stack;
  private final URI leaving;
  private final URI staying;
  private final AtomicInteger writes = new AtomicInteger();
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> readiness = new ConcurrentLinkedQueue<>();
  private volatile URI target;
  private volatile boolean over;

  EdgeDrainIT() throws IOException {
    stack =
        LocalStack.builder()
            .home(Stacks.home("edge-drain"))
            .freePorts()
            .instances("edge-gateway", 2)
            .start();
    leaving = stack.instance("edge-gateway", 0).baseUrl();
    staying = stack.instance("edge-gateway", 1).baseUrl();
    target = leaving;
  }

  @AfterAll
  void stop() {
    Stacks.end(stack);
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
                  "{\"say\": \"%s\", \"chunks\": 60, \"pauseMs\": 500}"
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
        writer.join(Duration.ofSeconds(PATIENCE_SECONDS));
      }
      prober.join(Duration.ofSeconds(PATIENCE_SECONDS));

      // then
      assertThat(broken).isEmpty();
      assertThat(readiness).contains(200, 503);
      for (String written : accepted) {
        assertThat(client.run(written).path("runId").asString()).isEqualTo(written);
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
        case 503 -> {
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

  /// Asks the leaving edge whether it is ready, until it cannot be reached.
  private void probe() {
    try (Client probe = new Client(leaving)) {
      while (!over) {
        int status = probe.call("GET", "/readyz", null).status();
        readiness.add(status);
        if (status == 503) {
          target = staying;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (IOException e) {
      target = staying;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      broken.add("a probe failed: " + e);
    }
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
