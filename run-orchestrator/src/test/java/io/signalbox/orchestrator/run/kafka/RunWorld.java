package io.signalbox.orchestrator.run.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.orchestrator.run.Deadlines;
import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.RunCommand;
import io.signalbox.orchestrator.run.RunCommand.TimeOutRun;
import io.signalbox.orchestrator.run.RunEvent;
import io.signalbox.orchestrator.run.RunReactions;
import io.signalbox.orchestrator.run.RunReactions.Wish;
import io.signalbox.orchestrator.run.Runs;
import io.signalbox.orchestrator.run.Transcript;
import io.signalbox.orchestrator.run.Work;
import io.signalbox.testing.Decider.Happened;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A run, a clock and a faithful timer. Whatever is said to the run, what must always be true of it
/// is checked after every command.
final class RunWorld {
  private final RunShelf shelf = new RunShelf();
  private final List<Happened<RunEvent>> log = new ArrayList<>();
  private final List<Message> said = new ArrayList<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> settled = new HashSet<>();
  private final Set<String> called = new HashSet<>();
  private Instant now = Runs.NOON;
  private int step;
  private int attempt;

  Instant now() {
    return now;
  }

  Run run() {
    return shelf.file().state().run();
  }

  /// Lets time pass; whatever becomes due meanwhile is looked at when it is.
  void pass(Duration time) {
    Instant then = now.plus(time);
    Optional<Instant> due = Deadlines.next(run());
    while (due.isPresent() && !due.get().isAfter(then)) {
      now = due.get().isAfter(now) ? due.get() : now;
      look();
      due = Deadlines.next(run());
    }
    now = then;
  }

  /// Nothing that is due may be left in the past.
  private void look() {
    for (int i = 0; i < 20; i++) {
      tell(new TimeOutRun(now));
      if (Deadlines.next(run()).filter(due -> !due.isAfter(now)).isEmpty()) {
        return;
      }
    }
    throw new AssertionError("Still due at %s: %s".formatted(now, run()));
  }

  void tell(RunCommand command) {
    Run before = run();
    if (shelf.tell(command, now) instanceof Decision.Accepted<RunEvent>(var events)) {
      for (RunEvent event : events) {
        before = happened(before, event);
      }
    }
    assertThat(shelf.file().seq()).as("seq after %s", command).isEqualTo(log.size());
    assertThat(run()).as("stored state after %s", command).isEqualTo(replay());
    Optional<Work> work = Run.work(run());
    if (work.isPresent()) {
      assertThat(shelf.conversation()).as("conversation after %s", command).isEqualTo(said);
      assertThat(Deadlines.next(run()))
          .hasValueSatisfying(next -> assertThat(next).isBeforeOrEqualTo(work.get().deadline()));
    }
  }

  /// The end of the world: all deadlines pass.
  void end() {
    Optional<Work> work = Run.work(run());
    work.ifPresent(each -> pass(Duration.between(now, each.deadline())));
    assertThat(Run.work(run())).as("work after the run's deadline").isEmpty();
  }

  private Run happened(Run before, RunEvent event) {
    switch (before) {
      case Run.Finished _ -> assertThat(event).isInstanceOf(RunEvent.RunDeleted.class);
      case Run.Deleted _ -> throw new AssertionError("Deleted, but there is " + event);
      case Run.NotStarted _, Run.Queued _, Run.Running _, Run.WaitingTool _ -> {}
    }
    Run after = Run.evolve(before, event, now);
    log.add(new Happened<>(event, now));
    said.addAll(0, Transcript.history(event));
    said.addAll(Transcript.said(before, event));
    fence(event);
    for (Wish wish : RunReactions.react(event, before, after)) {
      if (wish instanceof Wish.CallTool call) {
        assertThat(called.add(call.call().call().callId())).as("first %s", wish).isTrue();
      }
    }
    return after;
  }

  /// Output belongs to the newest attempt, attempts are counted, calls are settled once.
  private void fence(RunEvent event) {
    if (event instanceof RunEvent.ModelAttemptStarted e) {
      assertThat(e.step() > step || e.attempt() > attempt).as("%s is newer", e).isTrue();
      assertThat(e.attempt()).isLessThanOrEqualTo(Runs.PLAN.retries().maxAttempts());
      step = e.step();
      attempt = e.attempt();
    } else if (event instanceof RunEvent.AssistantDelta e) {
      assertThat(List.of(e.step(), e.attempt())).isEqualTo(List.of(step, attempt));
    } else if (event instanceof RunEvent.AssistantMessage e) {
      assertThat(List.of(e.step(), e.attempt())).isEqualTo(List.of(step, attempt));
    } else if (event instanceof RunEvent.ToolCallRequested e) {
      assertThat(asked.add(e.call().callId())).as("first %s", e).isTrue();
    } else if (event instanceof RunEvent.ToolResultReceived e) {
      assertThat(asked).contains(e.callId());
      assertThat(settled.add(e.callId())).as("first %s", e).isTrue();
    }
  }

  private Run replay() {
    Run run = new Run.NotStarted();
    for (Happened<RunEvent> each : log) {
      run = Run.evolve(run, each.event(), each.at());
    }
    return run;
  }
}
