package io.signalbox.orchestrator.run;

import io.signalbox.orchestrator.run.Call.Attempting;
import io.signalbox.orchestrator.run.Call.Awaiting;
import io.signalbox.orchestrator.run.Call.BackingOff;
import io.signalbox.orchestrator.run.Call.Held;
import io.signalbox.orchestrator.run.RunEvent.AssistantDelta;
import io.signalbox.orchestrator.run.RunEvent.AssistantMessage;
import io.signalbox.orchestrator.run.RunEvent.MessageAppended;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptFailed;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptRequested;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptStarted;
import io.signalbox.orchestrator.run.RunEvent.ReasoningDelta;
import io.signalbox.orchestrator.run.RunEvent.RunCanceled;
import io.signalbox.orchestrator.run.RunEvent.RunCompleted;
import io.signalbox.orchestrator.run.RunEvent.RunCreated;
import io.signalbox.orchestrator.run.RunEvent.RunDeleted;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunReleased;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunSilent;
import io.signalbox.orchestrator.run.RunEvent.RunStarted;
import io.signalbox.orchestrator.run.RunEvent.RunWaitingTool;
import io.signalbox.orchestrator.run.RunEvent.ToolApprovalDecided;
import io.signalbox.orchestrator.run.RunEvent.ToolApprovalRequested;
import io.signalbox.orchestrator.run.RunEvent.ToolCallClaimed;
import io.signalbox.orchestrator.run.RunEvent.ToolCallDispatched;
import io.signalbox.orchestrator.run.RunEvent.ToolCallRequested;
import io.signalbox.orchestrator.run.RunEvent.ToolResultReceived;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The state of a run. What was said is not part of it: no decision depends on it.
///
/// ```
/// NotStarted → Queued → Running ⇄ WaitingTool
///                 └────────┴──────────┴→ Finished → Deleted
/// ```
public sealed interface Run {

  /// Nothing happened yet.
  record NotStarted() implements Run {}

  /// Waits for its turn in its session, or for a worker to take the first model call.
  record Queued(Work work, Call call) implements Run {}

  /// A step is under way.
  ///
  /// @param step from 1
  /// @param calls calls that the turn asked for and that are not settled
  record Running(Work work, int step, Call call, Map<String, PendingCall> calls) implements Run {
    public Running {
      calls = ordered(calls);
    }

    Running with(Work more) {
      return new Running(more, step, call, calls);
    }

    Running with(Call next) {
      return new Running(work, step, next, calls);
    }
  }

  /// Waits for tool calls.
  ///
  /// @param pending the calls that are not settled, in the order of asking
  record WaitingTool(Work work, int step, Map<String, PendingCall> pending) implements Run {
    public WaitingTool {
      pending = ordered(pending);
    }

    boolean awaitsApproval() {
      return pending.values().stream().anyMatch(call -> call.approveBy() != null);
    }
  }

  /// It is over; nothing but its removal changes it any more.
  record Finished(Outcome outcome) implements Run {}

  /// It is removed.
  record Deleted() implements Run {}

  /// How a run ends. The wire names are the lower-case names.
  enum Outcome {
    COMPLETED,
    FAILED,
    CANCELED
  }

  /// A call that is not settled.
  ///
  /// @param approveBy when somebody must have approved it; null = it does not wait for that
  record PendingCall(
      ToolCall call,
      ExecutionTarget target,
      Optional<Instant> deadline,
      @Nullable Instant approveBy) {

    PendingCall awaitingApproval(@Nullable Instant until) {
      return new PendingCall(call, target, deadline, until);
    }
  }

  /// What a run under way carries; empty before its start and after its end.
  static Optional<Work> work(Run run) {
    return switch (run) {
      case Queued queued -> Optional.of(queued.work());
      case Running running -> Optional.of(running.work());
      case WaitingTool waiting -> Optional.of(waiting.work());
      case NotStarted _, Finished _, Deleted _ -> Optional.empty();
    };
  }

  /// The attempt whose output counts.
  static Optional<Attempting> attempt(Run run) {
    return run instanceof Running running && running.call() instanceof Attempting attempting
        ? Optional.of(attempting)
        : Optional.empty();
  }

  /// The state after an event.
  ///
  /// @param at when the event happened
  /// @throws IllegalStateException when the event cannot follow: the log is corrupt
  static Run evolve(Run run, RunEvent event, Instant at) {
    Run after = step(run, event, at);
    return event instanceof RunSilent ? after : worked(after, work -> work.at(at));
  }

  private static Run step(Run run, RunEvent event, Instant at) {
    return switch (event) {
      case RunCreated e -> created(run, e.start(), at);
      case RunReleased _ -> new Queued(queued(run).work(), new Awaiting(1, at));
      case RunStarted _ -> started(queued(run));
      case ModelAttemptRequested e -> requested(run, new Awaiting(e.attempt(), at));
      case ModelAttemptStarted e -> running(run).with(begun(e, at));
      case AssistantDelta e -> output(running(run), e.index());
      case ReasoningDelta e -> output(running(run), e.index());
      case ModelAttemptFailed e -> running(run).with(failed(e));
      case AssistantMessage e -> turn(running(run), e);
      case MessageAppended e -> worked(underWay(run), work -> work.with(e.message()));
      case ToolCallRequested e -> request(running(run), e);
      case RunWaitingTool _ -> waiting(running(run));
      case ToolCallDispatched e -> worked(underWay(run), work -> work.on(e.deviceId()));
      case ToolCallClaimed _ -> underWay(run);
      case ToolApprovalRequested e -> approval(run, e.callId(), e.until());
      case ToolApprovalDecided e -> approval(run, e.callId(), null);
      case ToolResultReceived e -> settle(run, e.callId());
      case RunResumed e -> resumed(run, e.step(), at);
      case RunSilent _ -> worked(underWay(run), Work::silenced);
      case RunCompleted _ -> finished(run, Outcome.COMPLETED);
      case RunFailed _ -> finished(run, Outcome.FAILED);
      case RunCanceled _ -> finished(run, Outcome.CANCELED);
      case RunDeleted _ -> deleted(run);
    };
  }

  private static Queued created(Run run, Start start, Instant at) {
    if (!(run instanceof NotStarted)) {
      throw unexpected(run, "a creation");
    }
    Call call =
        switch (start.waitsFor()) {
          case MODEL -> new Awaiting(1, at);
          case SESSION, TOOLS -> new Held();
        };
    return new Queued(Work.of(start, at), call);
  }

  private static Finished finished(Run run, Outcome outcome) {
    underWay(run);
    return new Finished(outcome);
  }

  private static Deleted deleted(Run run) {
    if (!(run instanceof Finished)) {
      throw unexpected(run, "a removal");
    }
    return new Deleted();
  }

  private static Running started(Queued run) {
    return new Running(run.work(), run.work().firstStep(), run.call(), Map.of());
  }

  private static Run requested(Run run, Awaiting call) {
    return run instanceof Queued queued ? new Queued(queued.work(), call) : running(run).with(call);
  }

  private static Attempting begun(ModelAttemptStarted e, Instant at) {
    return new Attempting(e.attempt(), e.request(), e.delivery(), e.attemptId(), e.worker(), 0, at);
  }

  private static Call failed(ModelAttemptFailed event) {
    return event
        .retryAt()
        .<Call>map(until -> new BackingOff(event.attempt() + 1, until))
        .orElseGet(Held::new);
  }

  private static Running output(Running run, int index) {
    return attempt(run)
        .map(attempting -> run.with(attempting.next(index)))
        .orElseThrow(() -> unexpected(run, "output"));
  }

  private static Running turn(Running run, AssistantMessage event) {
    return run.with(run.work().with(event.usage())).with(new Held());
  }

  private static Running request(Running run, ToolCallRequested event) {
    Map<String, PendingCall> more = new LinkedHashMap<>(run.calls());
    more.put(
        event.call().callId(),
        new PendingCall(event.call(), event.target(), event.deadline(), null));
    return new Running(run.work(), run.step(), run.call(), more);
  }

  private static WaitingTool waiting(Running run) {
    return new WaitingTool(run.work(), run.step(), run.calls());
  }

  private static Run approval(Run run, String callId, @Nullable Instant until) {
    if (!(run instanceof WaitingTool w && w.pending().get(callId) instanceof PendingCall call)) {
      throw unexpected(run, "an approval");
    }
    Map<String, PendingCall> calls = new LinkedHashMap<>(w.pending());
    calls.put(callId, call.awaitingApproval(until));
    return new WaitingTool(w.work(), w.step(), calls);
  }

  private static Run settle(Run run, String callId) {
    return switch (run) {
      case Running r -> new Running(r.work(), r.step(), r.call(), without(r.calls(), callId));
      case WaitingTool w -> new WaitingTool(w.work(), w.step(), without(w.pending(), callId));
      case NotStarted _, Queued _, Finished _, Deleted _ -> throw unexpected(run, "a tool result");
    };
  }

  private static Running resumed(Run run, int step, Instant at) {
    Work work = work(run).orElseThrow(() -> unexpected(run, "a step"));
    return new Running(work.seen(), step, new Awaiting(1, at), Map.of());
  }

  private static Map<String, PendingCall> without(Map<String, PendingCall> calls, String callId) {
    Map<String, PendingCall> fewer = new LinkedHashMap<>(calls);
    if (fewer.remove(callId) == null) {
      throw new IllegalStateException("Expected the call %s to be open".formatted(callId));
    }
    return fewer;
  }

  private static Run worked(Run run, UnaryOperator<Work> change) {
    return switch (run) {
      case Queued q -> new Queued(change.apply(q.work()), q.call());
      case Running r -> r.with(change.apply(r.work()));
      case WaitingTool w -> new WaitingTool(change.apply(w.work()), w.step(), w.pending());
      case NotStarted _, Finished _, Deleted _ -> run;
    };
  }

  private static Run underWay(Run run) {
    if (work(run).isEmpty()) {
      throw unexpected(run, "this event");
    }
    return run;
  }

  private static Queued queued(Run run) {
    return switch (run) {
      case Queued queued -> queued;
      case NotStarted _, Running _, WaitingTool _, Finished _, Deleted _ ->
          throw unexpected(run, "a start");
    };
  }

  private static Running running(Run run) {
    return switch (run) {
      case Running running -> running;
      case NotStarted _, Queued _, WaitingTool _, Finished _, Deleted _ ->
          throw unexpected(run, "a model event");
    };
  }

  private static IllegalStateException unexpected(Run run, String event) {
    return new IllegalStateException(
        "Expected a state that %s can follow, but the run is %s"
            .formatted(event, run.getClass().getSimpleName()));
  }

  private static Map<String, PendingCall> ordered(Map<String, PendingCall> calls) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(calls));
  }
}
