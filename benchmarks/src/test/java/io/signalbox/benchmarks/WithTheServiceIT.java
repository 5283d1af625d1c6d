package io.signalbox.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.benchmarks.Benchmark.Size;
import io.signalbox.benchmarks.report.Figure;
import org.junit.jupiter.api.Test;

/// Those that start the orchestrator work; only what does not depend on speed is looked at.
class WithTheServiceIT {

  @Test
  void shouldMeasureLatencyBesideItsFloor() throws Exception {
    assertThat(new LatencyBenchmark().run(Size.SMOKE))
        .extracting(Figure::name)
        .containsExactly("latency.p50", "latency.p99");
  }

  @Test
  void shouldMeasureThroughput() throws Exception {
    assertThat(new ThroughputBenchmark().run(Size.SMOKE))
        .extracting(Figure::name)
        .contains("throughput.per-core", "throughput.cpu.deciding");
  }

  @Test
  void shouldFindTheStoresEmptyOnceTheRunsAreOver() throws Exception {
    assertThat(new EvictionBenchmark().run(Size.SMOKE))
        .filteredOn(figure -> figure.name().equals("eviction.entries-left"))
        .allMatch(Figure::isGood)
        .hasSize(1);
  }
}
