package io.signalbox.benchmarks;

import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Sample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// What does it cost to decide a command and to evolve the state with its events?
final class DecideBenchmark implements Benchmark {
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  @Override
  public List<Figure> run(Size size) throws RunnerException {
    if (size == Size.SMOKE) {
      System.setProperty("jmh.ignoreLock", "true"); // builds may run side by side
    }
    TimeValue time = TimeValue.milliseconds(size.of(1_000, 10));
    var options =
        new OptionsBuilder()
            .include(Decisions.class.getName())
            .forks(size.of(1, 0))
            .warmupIterations(size.of(5, 1))
            .warmupTime(time)
            .measurementIterations(size.of(7, 1))
            .measurementTime(time)
            .timeUnit(TimeUnit.NANOSECONDS)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    List<Figure> figures = new ArrayList<>();
    results.forEach(result -> figures.addAll(figures(result)));
    return figures;
  }

  private static List<Figure> figures(RunResult result) {
    String method = result.getParams().getBenchmark();
    String name = "decide." + method.substring(method.lastIndexOf('.') + 1);
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATION);
    Sample times =
        new Sample(
            result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList());
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of(name, times, "ns"));
    if (allocated != null) {
      figures.add(
          Figure.of(name + ".allocation", new Sample(List.of(allocated.getScore())), "bytes"));
    }
    return figures;
  }
}
