package io.signalbox.benchmarks.edge;

import io.signalbox.benchmarks.edge.watchers.Received;
import io.signalbox.benchmarks.edge.watchers.WatchProgram;
import java.util.List;

/// The process that watches.
final class Watchers implements AutoCloseable {
  private static final int AT_ONCE = 50;
  private static final int PATIENCE_SECONDS = 120;

  private final Program program =
      Program.start(WatchProgram.class, List.of("-Xmx512m", "-XX:+UseSerialGC"));

  /// What connections speak.
  enum Kind {
    SSE,
    SOCKET,
    BARE
  }

  /// When connections were opened, in microseconds since 1970.
  record Opened(long began, long ended) {}

  /// Opens connections to the runs in turn, and returns when each has its first event.
  ///
  /// @throws IllegalStateException when one could not be opened
  Opened open(Kind kind, int port, int count, List<String> runs) {
    String[] words =
        program.ask(
            "opened", "open", kind, port, count, AT_ONCE, PATIENCE_SECONDS, String.join(",", runs));
    if (Integer.parseInt(words[1]) < count) {
      throw new IllegalStateException(
          "Expected %d connections within %d s, but %s were made and %s failed"
              .formatted(count, PATIENCE_SECONDS, words[1], words[2]));
    }
    return new Opened(Long.parseLong(words[3]), Long.parseLong(words[4]));
  }

  /// Counts events of this round from now on.
  void begin(int round) {
    program.ask("round", "round", round);
  }

  /// Waits for all events of the round.
  ///
  /// @throws IllegalStateException when one is missing, came twice or out of order
  Received await(long count) {
    Received received = received(count);
    if (received.count() != count || received.disorder() > 0 || received.lost() > 0) {
      throw new IllegalStateException(
          "Expected %d events in order, but got %s".formatted(count, received));
    }
    return received;
  }

  /// Checks that no connection ended although nobody asked it to.
  void expectAll() {
    long lost = received(0).lost();
    if (lost > 0) {
      throw new IllegalStateException(
          "Expected every connection to stay, but %d ended".formatted(lost));
    }
  }

  private Received received(long count) {
    return Received.parse(
        String.join(" ", program.ask("received", "await", count, PATIENCE_SECONDS)));
  }

  /// What one connection got in this round, in base 64.
  String sample() {
    return program.ask("sample", "sample")[1];
  }

  /// Processor time of the process so far, in nanoseconds.
  long cpu() {
    return Long.parseLong(program.ask("cpu", "cpu")[1]);
  }

  /// Ends all connections.
  void closeAll() {
    program.ask("closed", "close");
  }

  @Override
  public void close() {
    program.close();
  }
}
