package io.signalbox.benchmarks;

import io.signalbox.benchmarks.report.Figure;
import java.util.List;

/// One question about speed.
@FunctionalInterface
public interface Benchmark {

  /// Measures.
  ///
  /// @param size how much; [Size#SMOKE] only shows that it works
  List<Figure> run(Size size) throws Exception;

  /// How much is measured.
  enum Size {
    /// As documented.
    FULL,
    /// A moment.
    SMOKE;

    /// One number or the other.
    public int of(int full, int smoke) {
      return switch (this) {
        case FULL -> full;
        case SMOKE -> smoke;
      };
    }
  }
}
