package io.signalbox.benchmarks.edge;

import io.signalbox.benchmarks.edge.floor.FloorProgram;
import java.util.List;

/// The process that only writes bytes.
final class Floor implements AutoCloseable {
  private final Program program;

  private Floor(Program program) {
    this.program = program;
  }

  /// Starts it.
  ///
  /// @param jvmFlags those of the edge
  /// @param event what it writes, in base 64
  static Floor start(List<String> jvmFlags, String event) {
    Program program = Program.start(FloorProgram.class, jvmFlags);
    program.ask("event", "event", event);
    return new Floor(program);
  }

  int port() {
    return Integer.parseInt(program.ask("port", "port")[1]);
  }

  /// Writes events to whoever is connected.
  ///
  /// @param perSecond 0 = as fast as it can
  void send(int round, int count, int perSecond) {
    program.ask("sent", "send", round, count, perSecond);
  }

  @Override
  public void close() {
    program.close();
  }
}
