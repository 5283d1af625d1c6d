package io.signalbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.stack.supervise.LocalStack;
import io.signalbox.stack.supervise.ServiceInstance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The only orchestrator is killed at each step of a run with two parallel tools, and started
/// again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrchestratorDiesAtEachStepIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String AGENT =
      """
      {"config": {
        "agent": {"name": "twin"},
        "model": {"provider": "scripted", "retries": {"maxAttempts": 10}, "script": [
          {"say": "a0 a1 a2 a3 a4 a5", "chunks": 6, "pauseMs": 50},
          {"call": {"tool": "left", "args": {"q": "l"}}},
          {"call": {"tool": "right", "args": {"q": "r"}}},
          {"say": "left {{tools.left}} right {{tools.right}}", "chunks": 4, "pauseMs": 50}]},
        "tools": [{"name": "left", "executionTarget": "device"},
                  {"name": "right", "executionTarget": "device"}]}}
      """;

  private final LocalStack stack;

  OrchestratorDiesAtEachStepIT() throws IOException {
    stack = SharedStack.withOne("run-orchestrator");
  }

  /// The steps, each by the event that ends it; the number tells which of several.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run.created/1",
        "model.attempt.started/1",
        "assistant.delta/3",
        "assistant.message/1",
        "run.waiting_tool/1",
        "tool.call.dispatched/1",
        "tool.call.dispatched/2",
        "tool.result.received/1",
        "tool.result.received/2",
        "assistant.message/2"
      })
  void shouldCompleteARunWithoutGapAndWithEachToolCalledOnceWhenKilledAt(String step)
      throws Exception {
    // given
    ServiceInstance orchestrator = stack.instance("run-orchestrator", 0);
    Instant deadline = Instant.now().plus(LIMIT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor(); // ends last
        Client client = new Client(stack.edgeUrl());
        Device device =
            Device.connect(
                stack.edgeUrl(), "press-" + step, Duration.ofMillis(200), "left", "right")) {
      String runId = client.startRun(client.publishAgent(AGENT));
      CompletableFuture<Void> reached = new CompletableFuture<>();
      Future<List<SeenEvent>> run =
          threads.submit(() -> client.follow(runId, deadline, new Step(step, reached)));
      // when
      reached.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      orchestrator.kill();
      orchestrator.restart();
      // then
      List<SeenEvent> seen = run.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(seen)
          .extracting(SeenEvent::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, seen.size()).boxed().toList());
      assertThat(seen.getLast().type()).isEqualTo("run.completed");
      assertThat(seen.getLast().data()).contains("left l right r");
      assertThat(seen)
          .extracting(SeenEvent::type)
          .filteredOn("tool.result.received"::equals)
          .hasSize(2);
      assertThat(CanonicalLog.read(stack.bootstrapServers(), stack.registryUrl()).get(runId))
          .isEqualTo(seen);
      assertThat(new Views(stack.jdbcUrl("signalbox_reader")).events(runId)).isEqualTo(seen);
      assertThat(device.calls()).doesNotHaveDuplicates().hasSize(2);
    }
  }

  /// Completes a future with the n-th event of a type.
  private static final class Step implements java.util.function.Consumer<SeenEvent> {
    private final String type;
    private final CompletableFuture<Void> reached;
    private int left;

    Step(String step, CompletableFuture<Void> reached) {
      this.type = step.split("/")[0];
      this.left = Integer.parseInt(step.split("/")[1]);
      this.reached = reached;
    }

    @Override
    public void accept(SeenEvent event) {
      if (event.type().equals(type) && --left == 0) {
        reached.complete(null);
      }
    }
  }
}
