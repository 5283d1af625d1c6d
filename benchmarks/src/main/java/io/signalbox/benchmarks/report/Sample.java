package io.signalbox.benchmarks.report;

import java.util.Arrays;
import java.util.List;

/// Several measurements of one thing.
///
/// @param values in the order of measuring
public record Sample(List<Double> values) {
  public Sample {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one measurement, but got none");
    }
  }

  /// The middle one.
  public double median() {
    return percentile(values.stream().mapToDouble(Double::doubleValue).toArray(), 0.5);
  }

  /// How far the outermost are apart, as a share of the median.
  public double spread() {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double median = median();
    return median == 0 ? 0 : (most - least) / median;
  }

  /// The value below which that share of the values lies.
  public static double percentile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, Math.min(sorted.length - 1, index))];
  }
}
