package io.signalbox.benchmarks.edge;

import io.signalbox.benchmarks.Benchmark;
import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Sample;
import io.signalbox.benchmarks.stack.EdgeStack;
import io.signalbox.benchmarks.stack.FileLimit;
import io.signalbox.benchmarks.stack.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// What does a connection cost on which nothing happens, and does one edge hold 20 000 of them?
///
/// All of the heap is touched at the start, so that what the process grows by is native memory.
public final class IdleBenchmark implements Benchmark {
  private static final List<String> FLAGS =
      List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseG1GC");
  private static final int WANTED = 20_000;
  private static final int MOST_BYTES = 20 * 1024;
  private static final Duration QUIET = Duration.ofSeconds(2);

  @Override
  public List<Figure> run(Size size) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (Watchers.Kind kind : List.of(Watchers.Kind.SSE, Watchers.Kind.SOCKET)) {
      try (var stack = EdgeStack.start(FLAGS, Map.of())) {
        figures.addAll(on(stack, kind, size));
      }
    }
    return figures;
  }

  /// The first thousand connections are there before measuring begins, so that code and buffers
  /// that they need are not counted.
  static List<Figure> on(EdgeStack stack, Watchers.Kind kind, Size size) {
    int held = Math.min(size.of(WANTED, 50), FileLimit.sockets());
    int before = size.of(1_000, 10);
    boolean streams = kind == Watchers.Kind.SSE;
    try (var feed = new RunFeed(stack, 1);
        var watchers = new Watchers()) {
      List<String> runs = streams ? feed.ids() : List.of();
      watchers.open(kind, stack.port(), before, runs);
      Memory first = Memory.of(stack.edge());
      watchers.open(kind, stack.port(), held - before, runs);
      Memory grown = Memory.of(stack.edge()).minus(first);
      watchers.expectAll();
      if (streams) { // each is still served
        watchers.begin(2);
        feed.append(2, 1, 0);
        watchers.await(held);
      }
      return figures(streams ? "idle.stream" : "idle.socket", grown, held, held - before, size);
    }
  }

  private static List<Figure> figures(
      String name, Memory grown, int held, double count, Size size) {
    return List.of(
        one(name, (grown.heap() + grown.process()) / count, "bytes").atMost(MOST_BYTES),
        one(name + ".heap", grown.heap() / count, "bytes"),
        one(name + ".native", grown.process() / count, "bytes"),
        one(name + ".held", held, "connections").atLeast(size.of(WANTED, held)));
  }

  private static Figure one(String name, double value, String unit) {
    return Figure.of(name, new Sample(List.of(value)), unit);
  }

  /// What the edge has in use.
  private record Memory(long heap, long process) {
    static Memory of(ServiceProcess edge) {
      LockSupport.parkNanos(QUIET.toNanos()); // what is left to do after the last connection
      long heap = edge.liveHeap();
      return new Memory(heap, edge.resident());
    }

    Memory minus(Memory other) {
      return new Memory(heap - other.heap, process - other.process);
    }
  }
}
