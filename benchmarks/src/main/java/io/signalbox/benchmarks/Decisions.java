package io.signalbox.benchmarks;

import io.signalbox.domain.Decision;
import io.signalbox.orchestrator.run.ExecutionTarget;
import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.Plan;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.RunCommand;
import io.signalbox.orchestrator.run.RunCommand.BeginModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.CompleteModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.Delta;
import io.signalbox.orchestrator.run.RunCommand.RecordModelOutput;
import io.signalbox.orchestrator.run.RunCommand.SettleToolCall;
import io.signalbox.orchestrator.run.RunCommand.StartRun;
import io.signalbox.orchestrator.run.RunDecider;
import io.signalbox.orchestrator.run.RunEvent;
import io.signalbox.orchestrator.run.Start;
import io.signalbox.orchestrator.run.ToolCall;
import io.signalbox.orchestrator.run.ToolOutcome;
import io.signalbox.orchestrator.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The commands of which a run has most, each decided again and again on the state in which it
/// comes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class Decisions {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ATTEMPT = "01959f1c-0000-7000-8000-000000000001";

  private final RunCommand start = new StartRun(begin());
  private final Run queued = after(new Run.NotStarted(), start);
  private final Run running =
      after(queued, new BeginModelAttempt(1, 1, 1, ATTEMPT, "worker"), output(1, 0));
  private final Run waitingForOne = after(running, complete(1));
  private final Run waitingForEight = after(running, complete(8));
  private final RunCommand oneDelta = output(1, 1);
  private final RunCommand eightDeltas = output(8, 1);
  private final RunCommand settle =
      new SettleToolCall(
          "call-0", new ToolOutcome(ToolOutcome.Status.COMPLETED, "{\"found\":1}", null, "device"));

  /// A run starts.
  @Benchmark
  public Run start() {
    return after(new Run.NotStarted(), start);
  }

  /// The model says a word.
  @Benchmark
  public Run delta() {
    return after(running, oneDelta);
  }

  /// The model says eight words at once.
  @Benchmark
  public Run eightDeltas() {
    return after(running, eightDeltas);
  }

  /// The only tool answers.
  @Benchmark
  public Run settle() {
    return after(waitingForOne, settle);
  }

  /// One of eight tools answers.
  @Benchmark
  public Run settleOneOfEight() {
    return after(waitingForEight, settle);
  }

  private static Run after(Run run, RunCommand... commands) {
    Run after = run;
    for (RunCommand command : commands) {
      if (!(RunDecider.decide(after, command, NOW) instanceof Decision.Accepted<RunEvent> taken)) {
        throw new IllegalStateException("Expected " + command + " to be accepted by " + after);
      }
      for (RunEvent event : taken.events()) {
        after = Run.evolve(after, event, NOW);
      }
    }
    return after;
  }

  private static Start begin() {
    Plan.Tool lookup =
        new Plan.Tool(ExecutionTarget.DEVICE, Optional.empty(), Plan.OnFailure.CONTINUE);
    Plan plan =
        new Plan(
            25,
            64_000,
            new Plan.Timeouts(minutes(60), minutes(5), minutes(10), minutes(5)),
            new Plan.Retries(4, Duration.ofMillis(500), Duration.ofSeconds(30)),
            Map.of("lookup", lookup));
    Message message =
        new Message("msg-0", Message.Role.USER, "What is new?", null, List.of(), null, null);
    return new Start(
        new Start.Agent("agent", "version", "hash"),
        "{}",
        plan,
        List.of(message),
        null,
        Optional.empty(),
        List.of(),
        Start.WaitsFor.MODEL,
        Optional.empty(),
        1);
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static RunCommand output(int deltas, int index) {
    Delta delta = new Delta(Delta.Kind.TEXT, "word ");
    return new RecordModelOutput(
        ATTEMPT, index, Stream.generate(() -> delta).limit(deltas).toList());
  }

  private static RunCommand complete(int calls) {
    List<ToolCall> asked =
        IntStream.range(0, calls).mapToObj(i -> new ToolCall("call-" + i, "lookup", "{}")).toList();
    return new CompleteModelAttempt(
        ATTEMPT, "answer", "Let me see.", asked, Map.of(), "tool_calls", new Usage(10, 5));
  }
}
