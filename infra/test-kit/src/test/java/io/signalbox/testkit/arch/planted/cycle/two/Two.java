package io.signalbox.testkit.arch.planted.cycle.two;

import io.signalbox.testkit.arch.planted.cycle.one.One;
import java.util.List;

/// Planted: the way back.
public record Two(List<One> ones) {

  /// Closes the circle.
  public One first() {
    return ones.getFirst();
  }
}
