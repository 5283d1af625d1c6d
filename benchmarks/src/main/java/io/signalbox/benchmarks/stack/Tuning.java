package io.signalbox.benchmarks.stack;

import io.signalbox.stack.backing.Compiler;
import java.util.List;

/// How an orchestrator and its broker are run.
public enum Tuning {
  /// As the image does: the compiler of production, for the broker, too.
  AS_IN_PRODUCTION(List.of("-Xmx512m"), Compiler.FULL),

  /// As the local stack does: quick to start.
  AS_ON_A_LAPTOP(
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Compiler.QUICK);

  private final List<String> orchestrator;
  private final Compiler broker;

  Tuning(List<String> orchestrator, Compiler broker) {
    this.orchestrator = orchestrator;
    this.broker = broker;
  }

  List<String> orchestrator() {
    return orchestrator;
  }

  Compiler broker() {
    return broker;
  }
}
