package io.signalbox.benchmarks;

import io.signalbox.benchmarks.load.RunScript;
import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Sample;
import java.util.ArrayList;
import java.util.List;

/// Does a run get slower as it grows, and what does it weigh?
final class GrowthBenchmark implements Benchmark {
  private static final String CONFIG =
      """
      {"model":{"provider":"echo"},"loop":{"maxSteps":1000000},"context":{"maxTokens":%d},
       "tools":[{"name":"lookup","executionTarget":"device"}]}
      """;
  private static final String TEXT = "The model says this much in a turn, no more and no less. ";
  private static final int WORDS = 4;
  private static final int ROUNDS = 5;

  @Override
  public List<Figure> run(Size size) {
    int events = size.of(10_000, 300);
    for (int i = 0; i < size.of(4, 0); i++) {
      grow(CONFIG.formatted(1_000), events);
    }
    List<Figure> figures = new ArrayList<>();
    figures.addAll(figures("growth", CONFIG.formatted(1_000), events, size.of(ROUNDS, 1)));
    figures.add(
        figures("growth.whole-context", CONFIG.formatted(64_000), events, size.of(3, 1))
            .getFirst());
    return figures;
  }

  private static List<Figure> figures(String name, String config, int events, int rounds) {
    List<Growth> all = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      all.add(grow(config, events));
    }
    Sample ratios = new Sample(all.stream().map(each -> each.last() / each.first()).toList());
    Sample first = new Sample(all.stream().map(Growth::first).toList());
    Sample last = new Sample(all.stream().map(Growth::last).toList());
    Growth any = all.getLast();
    Figure slower =
        new Figure(
            name + ".event",
            last.median(),
            "us",
            first.median(),
            ratios.median(),
            ratios.spread(),
            null);
    double state = any.bytes().getOrDefault("runs", 0L);
    double messages = any.bytes().getOrDefault("run-messages", 0L);
    Figure weight =
        new Figure(name + ".state", state, "bytes", messages, state / messages, 0, null);
    return List.of(
        name.equals("growth") ? slower.atMost(1.2) : slower,
        weight.atMost(1),
        Figure.of(
            name + ".changelog-per-event", new Sample(List.of(any.logged() / events)), "bytes"));
  }

  /// Another run goes before, so that neither serdes nor code are new to the first events.
  private static Growth grow(String config, int events) {
    try (Driver driver = new Driver()) {
      grow(driver, config, events / 4);
      driver.forget();
      Stopwatch watch = grow(driver, config, events);
      driver.expectEvents(watch.done());
      return new Growth(watch.first(), watch.last(), driver.stored(), driver.logged());
    }
  }

  /// A run of many turns, each with some words and a tool: 10 events.
  private static Stopwatch grow(Driver driver, String config, int events) {
    RunScript script = new RunScript();
    Stopwatch watch = new Stopwatch(driver, events, events / 10);
    watch.take(script.start(config), 1);
    int turns = 0;
    while (watch.done() < events) {
      watch.take(script.begin(), turns++ == 0 ? 2 : 1);
      for (int i = 0; i < WORDS; i++) {
        watch.take(script.say("word "), 1);
      }
      watch.take(script.ask(TEXT, "lookup"), 3);
      watch.take(script.settle("{\"found\":\"" + TEXT + "\"}"), 2);
    }
    return watch;
  }

  /// @param first microseconds per event at the start
  /// @param last microseconds per event at the end
  /// @param bytes what each store holds in the end
  /// @param logged bytes that the stores' changelogs were sent
  private record Growth(
      double first, double last, java.util.Map<String, Long> bytes, double logged) {}

  private static final class Stopwatch {
    private final Driver driver;
    private final int events;
    private final int window;
    private int done;
    private int firstEvents;
    private int lastEvents;
    private long firstNanos;
    private long lastNanos;

    Stopwatch(Driver driver, int events, int window) {
      this.driver = driver;
      this.events = events;
      this.window = window;
    }

    void take(io.signalbox.schemas.run.RunCommand command, int makes) {
      long nanos = driver.take(command);
      if (done < window) {
        firstEvents += makes;
        firstNanos += nanos;
      } else if (done >= events - window) {
        lastEvents += makes;
        lastNanos += nanos;
      }
      done += makes;
    }

    int done() {
      return done;
    }

    double first() {
      return firstNanos / 1_000.0 / firstEvents;
    }

    double last() {
      return lastNanos / 1_000.0 / lastEvents;
    }
  }
}
