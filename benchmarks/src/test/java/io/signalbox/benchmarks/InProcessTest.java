package io.signalbox.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.benchmarks.Benchmark.Size;
import io.signalbox.benchmarks.report.Figure;
import org.junit.jupiter.api.Test;

/// Those that need no other process work; their figures mean nothing at this size.
class InProcessTest {

  @Test
  void shouldMeasureDecisions() throws Exception {
    assertThat(new DecideBenchmark().run(Size.SMOKE))
        .extracting(Figure::name)
        .contains("decide.start", "decide.delta", "decide.settle", "decide.settle.allocation");
  }

  @Test
  void shouldMeasureGrowthAndFindTheStateSmallerThanItsMessages() {
    assertThat(new GrowthBenchmark().run(Size.SMOKE))
        .anySatisfy(figure -> {
          assertThat(figure.name()).isEqualTo("growth.state");
          assertThat(figure.isGood()).isTrue();
        });
  }
}
