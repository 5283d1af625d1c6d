package io.signalbox.benchmarks;

import io.signalbox.benchmarks.load.EventTail;
import io.signalbox.benchmarks.load.RunLoad;
import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Sample;
import io.signalbox.benchmarks.stack.OrchestratorStack;
import io.signalbox.benchmarks.stack.ServiceProcess;
import io.signalbox.benchmarks.stack.Tuning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many small commands does the orchestrator decide for a second of processor time?
final class ThroughputBenchmark implements Benchmark {
  private static final Logger LOGGER = LoggerFactory.getLogger(ThroughputBenchmark.class);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int WORDS = 17;

  @Override
  public List<Figure> run(Size size) throws Exception {
    try (var stack = OrchestratorStack.start(Tuning.AS_IN_PRODUCTION, Map.of());
        var load = RunLoad.quick(stack.target());
        var tail = EventTail.start(stack.target())) {
      Rounds rounds = new Rounds(stack.orchestrator(), load, tail, size.of(1_500, 20));
      for (int i = 0; i < size.of(3, 1); i++) {
        rounds.measure();
      }
      rounds.forget();
      for (int i = 0; i < size.of(5, 1); i++) {
        rounds.measure();
      }
      return rounds.figures();
    }
  }

  private static final class Rounds {
    private final ServiceProcess process;
    private final RunLoad load;
    private final EventTail tail;
    private final int runs;
    private final List<Double> perCpuSecond = new ArrayList<>();
    private final List<Double> perDecidingSecond = new ArrayList<>();
    private final List<Double> perSecond = new ArrayList<>();
    private final Map<String, List<Double>> microsByPart = new LinkedHashMap<>();
    private long over;

    Rounds(ServiceProcess process, RunLoad load, EventTail tail, int runs) {
      this.process = process;
      this.load = load;
      this.tail = tail;
      this.runs = runs;
    }

    void measure() throws Exception {
      Map<String, Double> before = process.cpuByPart();
      double cpu = seconds(process.cpu());
      long began = System.nanoTime();
      long records = load.runs(runs, WORDS);
      over += runs;
      tail.await("run.completed", over, PATIENCE);
      double wall = (System.nanoTime() - began) / 1e9;
      cpu = seconds(process.cpu()) - cpu;
      Map<String, Double> after = process.cpuByPart();
      LOGGER
          .atInfo()
          .addKeyValue("records", records)
          .addKeyValue("seconds", wall)
          .addKeyValue("cpu", cpu)
          .log("a round is over");
      perSecond.add(records / wall);
      perCpuSecond.add(records / cpu);
      perDecidingSecond.add(
          records / (used("deciding", before, after) + used("sending", before, after)));
      for (String part : after.keySet()) {
        microsByPart
            .computeIfAbsent(part, _ -> new ArrayList<>())
            .add(used(part, before, after) * 1e6 / records);
      }
    }

    private static double used(String part, Map<String, Double> before, Map<String, Double> after) {
      return after.getOrDefault(part, 0.0) - before.getOrDefault(part, 0.0);
    }

    private static double seconds(Duration duration) {
      return duration.toNanos() / 1e9;
    }

    void forget() {
      perCpuSecond.clear();
      perDecidingSecond.clear();
      perSecond.clear();
      microsByPart.clear();
    }

    List<Figure> figures() {
      List<Figure> figures = new ArrayList<>();
      figures.add(
          Figure.of("throughput.per-core", new Sample(perDecidingSecond), "records/s")
              .atLeast(15_000));
      figures.add(
          Figure.of("throughput.per-core.with-views", new Sample(perCpuSecond), "records/s"));
      figures.add(Figure.of("throughput.wall", new Sample(perSecond), "records/s"));
      microsByPart.forEach((part, micros) ->
          figures.add(Figure.of("throughput.cpu." + part, new Sample(micros), "us/record")));
      return figures;
    }
  }
}
