package io.signalbox.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Report;
import io.signalbox.benchmarks.report.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void shouldTellTheMedianAndHowFarTheOutermostAreApart() {
    Sample sample = new Sample(List.of(5.0, 1.0, 4.0, 2.0, 3.0));
    assertThat(sample.median()).isEqualTo(3);
    assertThat(sample.spread()).isEqualTo(4 / 3.0);
  }

  @Test
  void shouldJudgeARatioWhereThereIsOneAndAValueOtherwise() {
    assertThat(new Figure("a", 10, "ms", 2.0, 5.0, 0, null).atMost(6).isGood()).isTrue();
    assertThat(new Figure("a", 10, "ms", 2.0, 5.0, 0, null).atMost(4).isGood()).isFalse();
    assertThat(Figure.of("a", new Sample(List.of(10.0)), "records/s").atLeast(11).isGood())
        .isFalse();
  }

  @Test
  void shouldTellAProgramEverythingInOneLine() {
    assertThat(Report.json(new Figure("a", 1.5, "ms", null, null, 0.25, null)))
        .isEqualTo(
            "{\"name\":\"a\",\"value\":1.5,\"unit\":\"ms\",\"floor\":null,\"ratio\":null,\"spread\":0.25,\"target\":null,\"good\":true}");
  }
}
