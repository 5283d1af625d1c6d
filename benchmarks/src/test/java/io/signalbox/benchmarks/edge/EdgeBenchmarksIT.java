package io.signalbox.benchmarks.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.benchmarks.Benchmark.Size;
import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.stack.EdgeStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// They work: every event comes to every watcher once and in order. Their figures mean nothing at
/// this size.
class EdgeBenchmarksIT {
  private static EdgeStack stack;

  @BeforeAll
  static void start() {
    stack = EdgeStack.start(List.of("-Xmx256m"), Map.of());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldMeasureWatchersOfStreams() {
    assertThat(WatchersBenchmark.streams().on(stack, Size.SMOKE))
        .extracting(Figure::name)
        .contains("watchers.5.rate", "watchers.20.p50", "watchers.20.p99");
  }

  @Test
  void shouldMeasureWatchersOfSockets() {
    List<Figure> figures = WatchersBenchmark.sockets().on(stack, Size.SMOKE);
    assertThat(figures).hasSize(6);
  }

  @Test
  void shouldMeasureIdleStreams() {
    assertThat(IdleBenchmark.on(stack, Watchers.Kind.SSE, Size.SMOKE))
        .extracting(Figure::name)
        .contains("idle.stream", "idle.stream.held");
  }

  @Test
  void shouldMeasureIdleSockets() {
    List<Figure> figures = IdleBenchmark.on(stack, Watchers.Kind.SOCKET, Size.SMOKE);
    assertThat(figures).hasSize(4);
  }

  @Test
  void shouldMeasureWatchersThatComeBack() {
    assertThat(ResumeBenchmark.on(stack, Size.SMOKE))
        .extracting(Figure::name)
        .containsExactly("resume.first", "resume.rate", "resume.ended.first", "resume.ended.rate");
  }

  @Test
  void shouldMeasureManyRuns() {
    assertThat(RunsBenchmark.on(stack, Size.SMOKE))
        .extracting(Figure::name)
        .containsExactly("runs.1", "runs.5");
  }
}
