package io.signalbox.benchmarks;

import io.signalbox.benchmarks.load.Changelog;
import io.signalbox.benchmarks.load.EventTail;
import io.signalbox.benchmarks.load.LoadTarget;
import io.signalbox.benchmarks.load.RunLoad;
import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Sample;
import io.signalbox.benchmarks.stack.OrchestratorStack;
import io.signalbox.benchmarks.stack.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/// Does anything of runs that are over stay in the orchestrator?
final class EvictionBenchmark implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int STEADY_LOOKS = 3;
  private static final int MOST_LOOKS = 60;
  private static final List<String> STORES =
      List.of("runs", "run-messages", "run-configs", "runs-by-id", "runs-by-time");

  @Override
  public List<Figure> run(Size size) throws Exception {
    return over(size.of(5_000, 50), size.of(50_000, 100));
  }

  /// What so many runs leave behind after others that were before them.
  static List<Figure> over(int warmup, int runs) throws Exception {
    Map<String, String> settings = Map.of("SIGNALBOX_RETENTION_ENDED", "2s");
    try (var stack = OrchestratorStack.start(Tuning.AS_ON_A_LAPTOP, settings);
        var load = RunLoad.quick(stack.target());
        var tail = EventTail.start(stack.target())) {
      load.runs(warmup, 0);
      tail.await("run.completed", warmup, PATIENCE);
      awaitEmpty(stack.target());
      double before = settledHeap(stack);
      load.runs(runs, 0);
      tail.await("run.completed", warmup + runs, PATIENCE);
      Changelog left = awaitEmpty(stack.target());
      double after = settledHeap(stack);
      return List.of(
          new Figure("eviction.heap", after, "bytes", before, after / before, 0, null).atMost(1.2),
          Figure.of(
                  "eviction.entries-left", new Sample(List.of((double) left.entries())), "entries")
              .atMost(0));
    }
  }

  /// The live heap once it no longer falls: views may still be behind, and what they have to read
  /// is no part of what stays.
  private static double settledHeap(OrchestratorStack stack) throws Exception {
    double least = stack.orchestrator().liveHeap();
    for (int steady = 0, looks = 0; steady < STEADY_LOOKS && looks < MOST_LOOKS; looks++) {
      Thread.sleep(1_000);
      double now = stack.orchestrator().liveHeap();
      steady = now > 0.99 * least ? steady + 1 : 0;
      least = Math.min(least, now);
    }
    return least;
  }

  /// What all stores hold together, once that is nothing.
  private static Changelog awaitEmpty(LoadTarget target)
      throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Changelog all = new Changelog(0, 0);
      for (String store : STORES) {
        Changelog one = Changelog.of(target, store);
        all = new Changelog(all.entries() + one.entries(), all.bytes() + one.bytes());
      }
      if (all.entries() == 0) {
        return all;
      }
      if (System.nanoTime() > end) {
        throw new TimeoutException("Expected the stores to be empty, but they hold " + all);
      }
      Thread.sleep(1_000);
    }
  }
}
