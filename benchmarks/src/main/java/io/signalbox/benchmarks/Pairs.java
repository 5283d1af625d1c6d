package io.signalbox.benchmarks;

import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Sample;
import java.util.ArrayList;
import java.util.List;

/// What was measured side by side.
final class Pairs {
  private final List<double[]> floors = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();

  void add(double[] floor, double[] value) {
    floors.add(floor);
    values.add(value);
  }

  Figure figure(String name, double share) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(Sample.percentile(values.get(i), share) / Sample.percentile(floors.get(i), share));
    }
    Sample ratio = new Sample(ratios);
    return new Figure(
        name,
        median(values, share),
        "ms",
        median(floors, share),
        ratio.median(),
        ratio.spread(),
        null);
  }

  private static double median(List<double[]> rounds, double share) {
    return new Sample(rounds.stream().map(each -> Sample.percentile(each, share)).toList())
        .median();
  }
}
