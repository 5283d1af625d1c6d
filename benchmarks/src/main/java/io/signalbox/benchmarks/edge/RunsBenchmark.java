package io.signalbox.benchmarks.edge;

import io.signalbox.benchmarks.Benchmark;
import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Sample;
import io.signalbox.benchmarks.stack.EdgeStack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Does a delivered event cost more when more runs are watched? As many events a second in all, and
/// as many watchers of each run, however many runs there are.
public final class RunsBenchmark implements Benchmark {
  private static final int PER_SECOND = 400;
  private static final int WATCHERS = 5;
  private static final double MOST_GROWTH = 1.2;

  @Override
  public List<Figure> run(Size size) throws Exception {
    try (var stack = EdgeStack.start(List.of("-Xmx1g"), Map.of())) {
      return on(stack, size);
    }
  }

  static List<Figure> on(EdgeStack stack, Size size) {
    List<Integer> counts = size == Size.FULL ? List.of(1, 10, 100, 1_000) : List.of(1, 5);
    Map<Integer, List<Double>> micros = new LinkedHashMap<>();
    Rounds rounds = new Rounds();
    try (var watchers = new Watchers()) {
      for (int i = 0; i < size.of(2, 1); i++) {
        measure(stack, watchers, rounds, counts.get(1), size.of(10, 1));
      }
      for (int i = 0; i < size.of(2, 1); i++) {
        for (int count : counts) {
          micros
              .computeIfAbsent(count, _ -> new ArrayList<>())
              .add(measure(stack, watchers, rounds, count, size.of(8, 1)));
        }
      }
    }
    double one = new Sample(micros.getOrDefault(1, List.of())).median();
    return micros.entrySet().stream()
        .map(each -> figure(each.getKey(), new Sample(each.getValue()), one))
        .toList();
  }

  private static Figure figure(int runs, Sample sample, double one) {
    double micros = sample.median();
    return new Figure("runs." + runs, micros, "us/event", one, micros / one, sample.spread(), null)
        .atMost(MOST_GROWTH);
  }

  /// Processor time of the edge for each delivered event, in microseconds.
  private static double measure(
      EdgeStack stack, Watchers watchers, Rounds rounds, int runs, int seconds) {
    try (var feed = new RunFeed(stack, runs)) {
      watchers.open(Watchers.Kind.SSE, stack.port(), runs * WATCHERS, feed.ids());
      deliver(watchers, rounds, feed, Math.max(runs, PER_SECOND));
      long before = stack.edge().cpu().toNanos();
      int events = seconds * PER_SECOND;
      deliver(watchers, rounds, feed, events);
      long used = stack.edge().cpu().toNanos() - before;
      watchers.closeAll();
      feed.end();
      return used / 1e3 / events / WATCHERS;
    }
  }

  private static void deliver(Watchers watchers, Rounds rounds, RunFeed feed, int events) {
    int round = rounds.next();
    watchers.begin(round);
    feed.append(round, events, PER_SECOND);
    watchers.await((long) events * WATCHERS);
  }
}
