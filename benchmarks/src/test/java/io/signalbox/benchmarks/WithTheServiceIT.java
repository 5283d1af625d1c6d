package io.signalbox.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.benchmarks.Benchmark.Size;
import io.signalbox.benchmarks.report.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What does not depend on speed and must hold in every build.
class WithTheServiceIT {

  @Test
  void shouldKeepHeapAndStoresFlatOver50000RunsThatAreOver() throws Exception {
    // when
    List<Figure> figures = new EvictionBenchmark().run(Size.FULL);
    // then
    assertThat(figures)
        .hasSize(2)
        .allSatisfy(figure -> assertThat(figure.isGood()).as(figure.toString()).isTrue());
  }
}
