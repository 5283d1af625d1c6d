package io.signalbox.orchestrator.run;

import static io.signalbox.domain.Decision.accept;

import io.signalbox.domain.Decision;
import io.signalbox.orchestrator.run.Call.Attempting;
import io.signalbox.orchestrator.run.Call.Awaiting;
import io.signalbox.orchestrator.run.Call.BackingOff;
import io.signalbox.orchestrator.run.Call.Held;
import io.signalbox.orchestrator.run.Run.PendingCall;
import io.signalbox.orchestrator.run.Run.Queued;
import io.signalbox.orchestrator.run.Run.Running;
import io.signalbox.orchestrator.run.Run.WaitingTool;
import io.signalbox.orchestrator.run.RunCommand.FailModelAttempt;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptRequested;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunSilent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Every wait of a run has an end; this is where it is.
public final class Deadlines {
  /// How long the run waits, past the deadline of a tool call, for the word of whoever executes it.
  static final Duration GRACE = Duration.ofSeconds(30);

  static final String RUN_TIMEOUT = "RUN_TIMEOUT";
  static final String NO_WORKER = "NO_WORKER";

  private static final ToolOutcome EXPIRED =
      new ToolOutcome(
          ToolOutcome.Status.EXPIRED,
          null,
          "Nobody settled the call before its deadline",
          "server");

  private Deadlines() {}

  /// When the run must be looked at if nothing happens before; empty once it is over.
  public static Optional<Instant> next(Run run) {
    return Run.work(run)
        .map(work ->
            Stream.of(Stream.of(work.deadline()), silence(work).stream(), wait(run).stream())
                .flatMap(each -> each)
                .min(Instant::compareTo)
                .orElseThrow());
  }

  /// What is due at this time.
  static Decision<RunEvent> timeOut(Run run, Instant now) {
    if (Run.work(run).isEmpty()) {
      return run instanceof Run.NotStarted ? RunDecider.unknown() : accept();
    }
    Work work = Run.work(run).orElseThrow();
    if (isDue(work.deadline(), now)) {
      String error = "The run was not over within " + work.plan().timeouts().run();
      return accept(new RunFailed(RUN_TIMEOUT, error, work.usage()));
    }
    if (wait(run).filter(due -> isDue(due, now)).isPresent()) {
      return accept(endWait(run, now));
    }
    return silence(work).filter(due -> isDue(due, now)).isPresent()
        ? accept(new RunSilent(work.lastEvent(), waitingFor(run)))
        : accept();
  }

  /// The end of what the run waits for just now.
  private static Optional<Instant> wait(Run run) {
    return switch (run) {
      case Queued q -> wait(q.call(), q.work().plan());
      case Running r -> wait(r.call(), r.work().plan());
      case WaitingTool w ->
          w.pending().values().stream()
              .flatMap(each -> each.deadline().stream())
              .min(Instant::compareTo)
              .map(deadline -> deadline.plus(GRACE));
      case Run.NotStarted _, Run.Finished _, Run.Deleted _ -> Optional.empty();
    };
  }

  private static Optional<Instant> wait(Call call, Plan plan) {
    return switch (call) {
      case Held _ -> Optional.empty();
      case Awaiting a -> Optional.of(a.since().plus(plan.timeouts().queue()));
      case Attempting a -> Optional.of(a.began().plus(plan.timeouts().turn()));
      case BackingOff b -> Optional.of(b.until());
    };
  }

  private static List<RunEvent> endWait(Run run, Instant now) {
    return switch (run) {
      case Queued q -> endCall(q.work(), q.work().firstStep(), q.call());
      case Running r when r.call() instanceof Attempting a ->
          ModelTurn.failed(r, a, tooSlow(r, a), now);
      case Running r -> endCall(r.work(), r.step(), r.call());
      case WaitingTool w -> expire(w, now);
      case Run.NotStarted _, Run.Finished _, Run.Deleted _ -> List.of();
    };
  }

  private static List<RunEvent> endCall(Work work, int step, Call call) {
    return switch (call) {
      case Awaiting a when a.attempt() < work.plan().retries().maxAttempts() ->
          List.of(new ModelAttemptRequested(step, a.attempt() + 1));
      case Awaiting _ -> {
        String error = "No worker took the model call within " + work.plan().timeouts().queue();
        yield List.of(new RunFailed(NO_WORKER, error, work.usage()));
      }
      case BackingOff b -> List.of(new ModelAttemptRequested(step, b.attempt()));
      case Held _, Attempting _ -> List.of();
    };
  }

  private static FailModelAttempt tooSlow(Running run, Attempting attempt) {
    String error = "The attempt took longer than " + run.work().plan().timeouts().turn();
    return new FailModelAttempt(
        attempt.attemptId(), ModelTurn.TURN_TIMEOUT, error, true, Optional.empty());
  }

  private static List<RunEvent> expire(WaitingTool run, Instant now) {
    List<RunEvent> events = new ArrayList<>();
    WaitingTool left = run;
    for (PendingCall call : run.pending().values()) {
      boolean due = call.deadline().map(each -> isDue(each.plus(GRACE), now)).orElse(false);
      if (due && events.stream().noneMatch(RunFailed.class::isInstance)) {
        List<RunEvent> settled = RunDecider.settled(left, call.call().callId(), EXPIRED);
        events.addAll(settled);
        if (Run.evolve(left, settled.getFirst(), now) instanceof WaitingTool fewer) {
          left = fewer;
        }
      }
    }
    return events;
  }

  private static Optional<Instant> silence(Work work) {
    return work.silent()
        ? Optional.empty()
        : Optional.of(work.lastEvent().plus(work.plan().timeouts().silence()));
  }

  private static String waitingFor(Run run) {
    return switch (run) {
      case Queued q when q.call() instanceof Held -> "session";
      case Running r when r.call() instanceof BackingOff -> "retry";
      case Queued _, Running _ -> "model";
      case WaitingTool w when w.awaitsApproval() -> "approval";
      case WaitingTool _ -> "tools";
      case Run.NotStarted _, Run.Finished _, Run.Deleted _ -> "nothing";
    };
  }

  private static boolean isDue(Instant deadline, Instant now) {
    return !now.isBefore(deadline);
  }
}
