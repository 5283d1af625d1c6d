package io.signalbox.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.benchmarks.report.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What does not depend on speed and must hold in every build.
class WithTheServiceIT {

  @Test
  void shouldKeepHeapAndStoresFlatOverRunsThatAreOver() throws Exception {
    // when
    List<Figure> figures = EvictionBenchmark.over(5_000, 10_000);
    // then
    assertThat(figures)
        .hasSize(2)
        .allSatisfy(figure -> assertThat(figure.isGood()).as(figure.toString()).isTrue());
  }
}
