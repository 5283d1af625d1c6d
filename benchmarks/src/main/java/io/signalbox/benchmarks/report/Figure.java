package io.signalbox.benchmarks.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One result of a benchmark.
///
/// @param value median of what was measured
/// @param floor what the same run measured without our work, in the same unit; null = none
/// @param ratio the value to its floor, or to what it must not outgrow
/// @param spread how far the measurements are apart, as a share of the median
/// @param target what is asked for; null = for information
public record Figure(
    String name,
    double value,
    String unit,
    @Nullable Double floor,
    @Nullable Double ratio,
    double spread,
    @Nullable Target target) {

  /// What is asked of a figure: of its ratio where it has one, else of its value.
  public record Target(boolean atMost, double limit) {
    String text() {
      return (atMost ? "<= " : ">= ") + number(limit);
    }

    boolean isMetBy(double found) {
      return atMost ? found <= limit : found >= limit;
    }
  }

  /// A figure without a floor.
  public static Figure of(String name, Sample sample, String unit) {
    return new Figure(name, sample.median(), unit, null, null, sample.spread(), null);
  }

  /// A ratio is asked to be at most this.
  public Figure atMost(double limit) {
    return new Figure(name, value, unit, floor, ratio, spread, new Target(true, limit));
  }

  /// A value is asked to be at least this.
  public Figure atLeast(double limit) {
    return new Figure(name, value, unit, floor, ratio, spread, new Target(false, limit));
  }

  /// Whether the target is reached; true where there is none.
  public boolean isGood() {
    return target == null || target.isMetBy(ratio == null ? value : ratio);
  }

  String verdict() {
    return target == null ? "" : target.text() + (isGood() ? " ok" : " MISSED");
  }

  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 1_000 ? "%,.0f" : size >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
