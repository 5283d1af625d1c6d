package io.signalbox.schemas.release;

import java.util.Arrays;
import java.util.Comparator;

/// The order of versions such as `0.9.0` and `0.10.0`.
final class Versions {
  static final Comparator<String> ORDER =
      (left, right) -> Arrays.compare(numbers(left), numbers(right));

  private Versions() {}

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
