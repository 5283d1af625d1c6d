package io.signalbox.benchmarks;

import io.signalbox.benchmarks.load.EventTail;
import io.signalbox.benchmarks.load.RunLoad;
import io.signalbox.benchmarks.load.RunScript;
import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.stack.OrchestratorStack;
import io.signalbox.benchmarks.stack.Tuning;
import io.signalbox.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How long is it from a command in the log to its committed event, next to what the same broker
/// takes for a plain record?
final class LatencyBenchmark implements Benchmark {
  private static final int PER_SECOND = 200;
  private static final int RUNS = 20;

  @Override
  public List<Figure> run(Size size) throws Exception {
    try (var stack = OrchestratorStack.start(Tuning.AS_IN_PRODUCTION, Map.of());
        var raw = new RawHops(stack.target(), 1)) {
      int warm = size.of(5 * PER_SECOND, 50);
      for (int i = 0; i < size.of(15, 1); i++) {
        raw.measure(warm, 5 * PER_SECOND);
        decided(stack, warm);
      }
      Pairs pairs = new Pairs();
      int records = size.of(3 * PER_SECOND, 50);
      for (int i = 0; i < size.of(15, 1); i++) {
        pairs.add(raw.measure(records, PER_SECOND), decided(stack, records));
      }
      return List.of(
          pairs.figure("latency.p50", 0.5).atMost(6), pairs.figure("latency.p99", 0.99).atMost(8));
    }
  }

  /// One word each from several runs in turn.
  private static double[] decided(OrchestratorStack stack, int records) throws Exception {
    Arrivals arrivals = new Arrivals(records);
    try (var load = RunLoad.prompt(stack.target());
        var tail = EventTail.start(stack.target(), Topics.RUN_EVENTS.name(), arrivals::arrived)) {
      List<RunScript> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        RunScript script = new RunScript();
        load.send(script.start(RunScript.SMALL));
        load.send(script.begin());
        runs.add(script);
      }
      tail.await("model.attempt.started", RUNS, Arrivals.PATIENCE);
      int begun = 3; // events before the first word
      return arrivals.pace(
          PER_SECOND,
          i -> {
            RunScript script = runs.get(i % RUNS);
            int seq = begun + i / RUNS + 1;
            arrivals.sent(i, script.runId() + "/" + seq);
            load.send(script.say("word "));
          });
    }
  }
}
