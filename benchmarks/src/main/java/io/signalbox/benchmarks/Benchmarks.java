package io.signalbox.benchmarks;

import io.signalbox.benchmarks.Benchmark.Size;
import io.signalbox.benchmarks.edge.IdleBenchmark;
import io.signalbox.benchmarks.edge.ResumeBenchmark;
import io.signalbox.benchmarks.edge.RunsBenchmark;
import io.signalbox.benchmarks.edge.WatchersBenchmark;
import io.signalbox.benchmarks.report.Figure;
import io.signalbox.benchmarks.report.Report;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs benchmarks and shows their figures.
///
/// Exit codes: 0 when every target is reached, 1 when one is missed or a benchmark failed, 2 for
/// wrong arguments.
@Command(
    name = "bench",
    description = "Measures the run engine and the edge against floors of the same machine.",
    mixinStandardHelpOptions = true)
public final class Benchmarks implements Callable<Integer> {
  static {
    // Before the first logger; a library brings a configuration for tests.
    System.setProperty("logback.configurationFile", "logback.xml");
  }

  private static final Map<String, Benchmark> ALL = all();

  @Parameters(
      paramLabel = "NAME",
      description =
          "decide, growth, latency, throughput, eviction, dispatch, watchers, sockets, idle, resume or runs; all of"
              + " them if none is named")
  private List<String> names = List.of();

  @Option(names = "--json", description = "One line of JSON per figure, and nothing else.")
  private boolean json;

  @Option(names = "--smoke", description = "Only show that they work, with tiny sizes.")
  private boolean smoke;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// Runs the benchmarks that are named.
  public static void main(String[] arguments) {
    LogManager.getLogManager().reset(); // the registry's client tells every schema there
    System.exit(new CommandLine(new Benchmarks()).execute(arguments));
  }

  private static Map<String, Benchmark> all() {
    Map<String, Benchmark> all = new LinkedHashMap<>();
    all.put("decide", new DecideBenchmark());
    all.put("growth", new GrowthBenchmark());
    all.put("latency", new LatencyBenchmark());
    all.put("throughput", new ThroughputBenchmark());
    all.put("eviction", new EvictionBenchmark());
    all.put("dispatch", new DispatchBenchmark());
    all.put("watchers", WatchersBenchmark.streams());
    all.put("sockets", WatchersBenchmark.sockets());
    all.put("idle", new IdleBenchmark());
    all.put("resume", new ResumeBenchmark());
    all.put("runs", new RunsBenchmark());
    return all;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<Figure> figures = new ArrayList<>();
    for (String name : names.isEmpty() ? ALL.keySet() : names) {
      Benchmark benchmark = ALL.get(name);
      if (benchmark == null) {
        throw new ParameterException(
            spec.commandLine(), "Expected one of %s, but got %s".formatted(ALL.keySet(), name));
      }
      spec.commandLine().getErr().printf("%s ... (%s)%n", name, Report.machine());
      spec.commandLine().getErr().flush();
      for (Figure figure : benchmark.run(smoke ? Size.SMOKE : Size.FULL)) {
        figures.add(figure);
        out.println(Report.json(figure));
        out.flush();
      }
    }
    if (!json) {
      out.print(Report.table(figures));
      out.flush();
    }
    return figures.stream().allMatch(Figure::isGood) ? 0 : 1;
  }
}
