package io.signalbox.stack.backing;

import java.util.List;

/// How a Java virtual machine compiles.
public enum Compiler {
  /// Little, so that it starts soon: for developers and tests.
  QUICK(List.of("-XX:TieredStopAtLevel=1")),

  /// As in production: for measurements, after a warm-up.
  FULL(List.of());

  private final List<String> flags;

  Compiler(List<String> flags) {
    this.flags = flags;
  }

  List<String> flags() {
    return flags;
  }
}
