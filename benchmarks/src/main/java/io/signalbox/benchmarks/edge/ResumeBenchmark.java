package io.signalbox.benchmarks.edge;

import io.signalbox.benchmarks.Benchmark;
import io.signalbox.benchmarks.edge.watchers.Received;
import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Sample;
import io.signalbox.benchmarks.stack.EdgeStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How soon does a watcher that comes back see the first event of a long run, and how many a second
/// after that? Of a run that goes on, and of one that is over.
public final class ResumeBenchmark implements Benchmark {
  /// Nothing of a run stays in the edge after its last watcher, so that each one that comes back
  /// reads history.
  private static final Map<String, String> NOTHING_KEPT =
      Map.of("SIGNALBOX_EDGE_WATCH_WINDOW_LINGER", "1ms");

  private static final int BEGINNING = 4;
  private static final int ROUND = 2;

  @Override
  public List<Figure> run(Size size) throws Exception {
    try (var stack = EdgeStack.start(List.of("-Xmx1g"), NOTHING_KEPT)) {
      return on(stack, size);
    }
  }

  static List<Figure> on(EdgeStack stack, Size size) {
    int events = size.of(10_000, 200) - BEGINNING;
    try (var feed = new RunFeed(stack, 1);
        var watchers = new Watchers()) {
      feed.append(ROUND, events, 0);
      List<Figure> figures =
          new ArrayList<>(measure("resume", stack, feed, watchers, events, size));
      feed.end();
      figures.addAll(measure("resume.ended", stack, feed, watchers, events, size));
      return figures;
    }
  }

  private static List<Figure> measure(
      String name, EdgeStack stack, RunFeed feed, Watchers watchers, int events, Size size) {
    for (int i = 0; i < size.of(10, 2); i++) {
      once(stack, feed, watchers, events);
    }
    List<Double> first = new ArrayList<>();
    List<Double> rate = new ArrayList<>();
    for (int i = 0; i < size.of(15, 1); i++) {
      Resumed resumed = once(stack, feed, watchers, events);
      first.add(resumed.firstMillis());
      rate.add(resumed.perSecond());
    }
    return List.of(
        Figure.of(name + ".first", new Sample(first), "ms").atMost(50),
        Figure.of(name + ".rate", new Sample(rate), "events/s").atLeast(50_000));
  }

  private static Resumed once(EdgeStack stack, RunFeed feed, Watchers watchers, int events) {
    watchers.begin(ROUND);
    long began = watchers.open(Watchers.Kind.SSE, stack.port(), 1, feed.ids()).began();
    Received received = watchers.await(events);
    watchers.closeAll();
    return new Resumed((received.first() - began) / 1e3, events * 1e6 / (received.last() - began));
  }

  /// @param firstMillis from before the connection to the first event
  /// @param perSecond events by the time from before the connection to the last event
  private record Resumed(double firstMillis, double perSecond) {}
}
