package io.signalbox.benchmarks.stack;

import io.signalbox.benchmarks.load.LoadTarget;
import java.util.List;
import java.util.Map;

/// One edge, and one orchestrator that fills the views which it reads, as processes on backing
/// services of their own. All ends with this object, the data included.
public final class EdgeStack implements AutoCloseable {
  private final OrchestratorStack rest;
  private final StartedService edge;

  private EdgeStack(OrchestratorStack rest, StartedService edge) {
    this.rest = rest;
    this.edge = edge;
  }

  /// Starts everything, and returns when both services say that they are ready.
  ///
  /// @param jvmFlags of the edge
  /// @param settings environment variables of the edge, over everything else
  public static EdgeStack start(List<String> jvmFlags, Map<String, String> settings) {
    OrchestratorStack rest = OrchestratorStack.start(Tuning.AS_ON_A_LAPTOP, Map.of());
    try {
      return new EdgeStack(
          rest, StartedService.start(StartedService.EDGE, rest.place(), jvmFlags, settings));
    } catch (RuntimeException e) {
      rest.close();
      throw e;
    }
  }

  /// Where a load goes.
  public LoadTarget target() {
    return rest.target();
  }

  /// The port of the edge on 127.0.0.1.
  public int port() {
    return edge.port();
  }

  /// The edge's process.
  public ServiceProcess edge() {
    return edge.process();
  }

  @Override
  public void close() {
    edge.close();
    rest.close();
  }
}
