package io.signalbox.orchestrator.run.kafka;

import static io.signalbox.orchestrator.run.Runs.ASK;
import static io.signalbox.orchestrator.run.Runs.hello;
import static io.signalbox.orchestrator.run.Runs.said;

import io.signalbox.orchestrator.run.Call.Attempting;
import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.RunCommand;
import io.signalbox.orchestrator.run.Runs;
import io.signalbox.orchestrator.run.Start.WaitsFor;
import io.signalbox.orchestrator.run.ToolCall;
import io.signalbox.orchestrator.run.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// What must be true of a run whatever is said to it, in whatever order and at whatever time.
class RunPropertiesTest {

  /// What is said next, and when.
  ///
  /// @param kind what is said
  /// @param pick which attempt, call or message it is about; 0 = the one that is awaited
  /// @param pause since what was said before
  record Said(int kind, int pick, Duration pause) {}

  @Provide
  Arbitrary<List<Said>> talk() {
    Arbitrary<Integer> picks =
        Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1), Tuple.of(1, 2), Tuple.of(1, 3));
    Arbitrary<Duration> waits =
        Arbitraries.oneOf(
            Arbitraries.just(Duration.ZERO),
            Arbitraries.longs().between(0, 2_000).map(Duration::ofMillis),
            Arbitraries.longs().between(0, 900).map(Duration::ofSeconds));
    return Combinators.combine(kinds(), picks, waits).as(Said::new).list().ofMaxSize(60);
  }

  private static Arbitrary<Integer> kinds() {
    return Arbitraries.frequency(
        Tuple.of(8, 0), // a worker begins
        Tuple.of(4, 1), // output
        Tuple.of(5, 2), // a turn with calls
        Tuple.of(1, 3), // a turn without
        Tuple.of(3, 4), // a failure
        Tuple.of(8, 5), // a tool's answer
        Tuple.of(2, 6), // a dispatch
        Tuple.of(2, 7), // a message
        Tuple.of(1, 8), // a release
        Tuple.of(2, 9), // a timer that comes when it likes
        Tuple.of(1, 10), // a start
        Tuple.of(1, 11)); // a cancellation or a removal
  }

  @Property(tries = 200)
  void shouldKeepItsPromisesWhateverIsSaid(
      @ForAll("talk") List<Said> talk, @ForAll WaitsFor waitsFor) {
    RunWorld world = new RunWorld();
    world.tell(start(waitsFor));
    for (int i = 0; i < talk.size(); i++) {
      world.pass(talk.get(i).pause());
      world.tell(command(talk.get(i), i, world.run(), world.now()));
    }
    world.end();
  }

  private static RunCommand start(WaitsFor waitsFor) {
    Message[] messages =
        switch (waitsFor) {
          case MODEL, SESSION -> new Message[] {hello()};
          case TOOLS ->
              new Message[] {
                hello(),
                new Message("m", Message.Role.ASSISTANT, "", null, List.of(ASK), null, null)
              };
        };
    return new RunCommand.StartRun(Runs.starting(waitsFor, messages));
  }

  private static RunCommand command(Said said, int number, Run run, Instant now) {
    int step = step(run) - said.pick() / 3;
    return switch (said.kind()) {
      case 0 -> Runs.begin(step, Math.max(1, said.pick()), "a" + number);
      case 1 -> Runs.output(attempt(said, number, run), index(run) + said.pick() / 2, "x", "y");
      case 2 -> Runs.complete(attempt(said, number, run), "text", calls(said.pick(), number));
      case 3 -> Runs.complete(attempt(said, number, run), "text");
      case 4 ->
          new RunCommand.FailModelAttempt(
              attempt(said, number, run),
              "CODE",
              "why",
              number % 5 > 0,
              number % 3 > 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(number)));
      case 5 -> new RunCommand.SettleToolCall(call(said, run), outcome(number));
      case 6 -> new RunCommand.RecordToolDispatch(call(said, run), "device", 1);
      case 7 -> new RunCommand.AppendMessage(said("m" + (number - said.pick()), "and"));
      case 8 -> new RunCommand.ReleaseRun(List.of(said("old-" + number, "before")));
      case 9 -> new RunCommand.TimeOutRun(now);
      case 10 -> Runs.start();
      default ->
          said.pick() == 0 ? new RunCommand.CancelRun("enough") : new RunCommand.DeleteRun(7);
    };
  }

  private static int step(Run run) {
    return run instanceof Run.Running running ? running.step() : 1;
  }

  private static String attempt(Said said, int number, Run run) {
    return said.pick() == 0
        ? Run.attempt(run).map(Attempting::attemptId).orElse("a")
        : "a" + Math.max(0, number - said.pick());
  }

  private static int index(Run run) {
    return Run.attempt(run).map(Attempting::nextIndex).orElse(0);
  }

  /// New calls, as workers make them: their ids are never used again.
  private static ToolCall[] calls(int pick, int number) {
    ToolCall[] all = {
      new ToolCall("c" + number + "-0", "lookup", "{}"),
      new ToolCall("c" + number + "-1", "ask", "{}"),
      new ToolCall("c" + number + "-2", "nonsense", "{}"),
      new ToolCall("c" + number + "-3", "must", "{}")
    };
    return Arrays.copyOfRange(all, 0, pick + 1);
  }

  private static String call(Said said, Run run) {
    return said.pick() < 2 && run instanceof Run.WaitingTool waiting
        ? List.copyOf(waiting.pending().keySet()).getLast()
        : "c" + said.pick() + "-0";
  }

  private static ToolOutcome outcome(int number) {
    return number % 4 == 0 ? Runs.broken("no") : Runs.found("1");
  }
}
