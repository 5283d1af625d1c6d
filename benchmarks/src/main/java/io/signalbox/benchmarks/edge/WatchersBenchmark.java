package io.signalbox.benchmarks.edge;

import io.signalbox.benchmarks.Benchmark;
import io.signalbox.benchmarks.edge.watchers.Mark;
import io.signalbox.benchmarks.edge.watchers.Received;
import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Sample;
import io.signalbox.benchmarks.stack.EdgeStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many watchers can one run have? Events at a steady pace tell how late they come, and as many
/// as there can be at once tell how many are delivered; a bare server does the same with the same
/// bytes.
public final class WatchersBenchmark implements Benchmark {
  private static final Logger LOGGER = LoggerFactory.getLogger(WatchersBenchmark.class);
  private static final List<String> FLAGS = List.of("-Xmx1g");
  private static final int PER_SECOND = 5;
  private static final int FEW = 10;
  private static final double BURST_SECONDS = 3;
  private static final int MOST_AT_ONCE = 200; // less than what waits for one watcher at most

  private final Watchers.Kind kind;
  private final String name;

  private WatchersBenchmark(Watchers.Kind kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  /// Over server-sent events.
  public static WatchersBenchmark streams() {
    return new WatchersBenchmark(Watchers.Kind.SSE, "watchers");
  }

  /// Over operators' sockets.
  public static WatchersBenchmark sockets() {
    return new WatchersBenchmark(Watchers.Kind.SOCKET, "sockets");
  }

  @Override
  public List<Figure> run(Size size) throws Exception {
    try (var stack = EdgeStack.start(FLAGS, Map.of())) {
      return on(stack, size);
    }
  }

  List<Figure> on(EdgeStack stack, Size size) {
    try (var watchers = new Watchers()) {
      return counts(size).stream()
          .flatMap(count -> measure(stack, watchers, size, count).stream())
          .toList();
    }
  }

  /// Numbers of watchers; others than usual can be asked for while something is made faster.
  private static List<Integer> counts(Size size) {
    String asked = System.getenv("SIGNALBOX_BENCH_WATCHERS");
    return asked == null
        ? List.of(size.of(1_000, 5), size.of(10_000, 20))
        : Stream.of(asked.split(",")).map(Integer::valueOf).toList();
  }

  private List<Figure> measure(EdgeStack stack, Watchers watchers, Size size, int count) {
    Shape shape = new Shape(count, size);
    Rounds rounds = new Rounds();
    try (var feed = new RunFeed(stack, 1)) {
      watchers.open(kind, stack.port(), count, feed.ids());
      String event = oneEvent(watchers, feed, rounds, count);
      Course edge = shape.run(watchers, rounds, feed::append);
      watchers.closeAll();
      feed.end();
      try (var floor = Floor.start(FLAGS, event)) {
        watchers.open(Watchers.Kind.BARE, floor.port(), count, List.of());
        Course bare = shape.run(watchers, rounds, floor::send);
        watchers.closeAll();
        return figures("%s.%d".formatted(name, count), edge, bare);
      }
    }
  }

  /// The bytes of one event as they come to a watcher.
  private static String oneEvent(Watchers watchers, RunFeed feed, Rounds rounds, int count) {
    int round = rounds.next();
    watchers.begin(round);
    feed.append(round, 1, 0);
    watchers.await(count);
    return watchers.sample();
  }

  private static List<Figure> figures(String name, Course edge, Course bare) {
    Sample rate = new Sample(edge.rates());
    double floor = new Sample(bare.rates()).median();
    return List.of(
        new Figure(
                name + ".rate",
                rate.median(),
                "events/s",
                floor,
                rate.median() / floor,
                rate.spread(),
                null)
            .atLeast(0.5),
        new Figure(name + ".p50", edge.p50(), "ms", bare.p50(), null, 0, null),
        new Figure(name + ".p99", edge.p99(), "ms", bare.p99(), null, 0, null).atMost(250));
  }

  /// Where events come from.
  private interface Source {
    void send(int round, int count, int perSecond);
  }

  /// What a number of watchers saw.
  ///
  /// @param rates deliveries a second when all events come at once
  private record Course(List<Double> rates, double p50, double p99) {}

  /// What is done with a number of watchers.
  private record Shape(int watchers, Size size) {

    Course run(Watchers program, Rounds rounds, Source source) {
      paced(program, rounds, source, size.of(5, 1));
      double first = atOnce(program, rounds, source, size.of(FEW, 2));
      int events = Math.clamp((int) (first * BURST_SECONDS / watchers), 1, MOST_AT_ONCE);
      int burst = Math.min(events, size.of(MOST_AT_ONCE, 5));
      List<Double> rates = new ArrayList<>();
      for (int i = 0; i < size.of(5, 1); i++) {
        rates.add(atOnce(program, rounds, source, burst));
      }
      Received paced = paced(program, rounds, source, size.of(15, 1));
      return new Course(rates, paced.p50() / 1e3, paced.p99() / 1e3);
    }

    private Received paced(Watchers program, Rounds rounds, Source source, int seconds) {
      int round = rounds.next();
      program.begin(round);
      source.send(round, seconds * PER_SECOND, PER_SECOND);
      Received received = program.await((long) seconds * PER_SECOND * watchers);
      LOGGER
          .atInfo()
          .addKeyValue("watchers", watchers)
          .addKeyValue("received", received)
          .log("events at a pace are over");
      return received;
    }

    private double atOnce(Watchers program, Rounds rounds, Source source, int events) {
      int round = rounds.next();
      program.begin(round);
      long began = Mark.micros();
      source.send(round, events, 0);
      Received received = program.await((long) events * watchers);
      double rate = received.count() * 1e6 / (received.last() - began);
      LOGGER
          .atInfo()
          .addKeyValue("watchers", watchers)
          .addKeyValue("events", events)
          .addKeyValue("rate", rate)
          .log("events at once are over");
      return rate;
    }
  }
}
