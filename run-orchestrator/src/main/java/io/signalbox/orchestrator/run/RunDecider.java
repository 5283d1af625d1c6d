package io.signalbox.orchestrator.run;

import static io.signalbox.domain.Decision.accept;
import static io.signalbox.domain.Decision.reject;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.orchestrator.run.Run.Attempt;
import io.signalbox.orchestrator.run.Run.Finished;
import io.signalbox.orchestrator.run.Run.NotStarted;
import io.signalbox.orchestrator.run.Run.PendingCall;
import io.signalbox.orchestrator.run.Run.Queued;
import io.signalbox.orchestrator.run.Run.Running;
import io.signalbox.orchestrator.run.Run.WaitingTool;
import io.signalbox.orchestrator.run.RunCommand.BeginModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.CompleteModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.Delta;
import io.signalbox.orchestrator.run.RunCommand.FailModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.RecordModelOutput;
import io.signalbox.orchestrator.run.RunCommand.RecordToolDispatch;
import io.signalbox.orchestrator.run.RunCommand.SettleToolCall;
import io.signalbox.orchestrator.run.RunCommand.StartRun;
import io.signalbox.orchestrator.run.RunEvent.AssistantDelta;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptFailed;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptStarted;
import io.signalbox.orchestrator.run.RunEvent.ReasoningDelta;
import io.signalbox.orchestrator.run.RunEvent.RunCreated;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunStarted;
import io.signalbox.orchestrator.run.RunEvent.ToolCallDispatched;
import io.signalbox.orchestrator.run.RunEvent.ToolResultReceived;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a run makes of a command.
public final class RunDecider {
  private RunDecider() {}

  /// Pure: depends on nothing but its arguments.
  public static Decision<RunEvent> decide(Run run, RunCommand command) {
    return switch (command) {
      case StartRun start -> start(run, start);
      case BeginModelAttempt begin -> begin(run, begin);
      case RecordModelOutput output -> record(run, output);
      case CompleteModelAttempt complete -> complete(run, complete);
      case FailModelAttempt fail -> fail(run, fail);
      case RecordToolDispatch dispatch -> dispatched(run, dispatch);
      case SettleToolCall settle -> settle(run, settle);
    };
  }

  private static Decision<RunEvent> start(Run run, StartRun c) {
    return switch (run) {
      case NotStarted _ ->
          accept(
              new RunCreated(
                  c.agentId(),
                  c.agentVersionId(),
                  c.configHash(),
                  c.plan(),
                  c.messages(),
                  c.metadata()));
      case Queued _, Running _, WaitingTool _, Finished _ -> accept();
    };
  }

  private static Decision<RunEvent> begin(Run run, BeginModelAttempt c) {
    return switch (run) {
      case Queued _ when c.step() == 1 -> accept(new RunStarted(), attempt(c, 1));
      case Running r when r.step() == c.step() ->
          holds(r, c.attemptId()) ? accept() : accept(attempt(c, r.attempts() + 1));
      case NotStarted _ -> unknown();
      case Queued _, Running _, WaitingTool _, Finished _ -> stale("step " + c.step(), run);
    };
  }

  private static ModelAttemptStarted attempt(BeginModelAttempt c, int attempt) {
    return new ModelAttemptStarted(c.step(), attempt, c.attemptId(), c.worker());
  }

  private static Decision<RunEvent> record(Run run, RecordModelOutput c) {
    Optional<Attempt> attempt = current(run, c.attemptId());
    if (attempt.isEmpty()) {
      return superseded(run, c.attemptId());
    }
    int expected = attempt.get().nextIndex();
    if (c.index() + c.deltas().size() <= expected) {
      return accept();
    }
    if (c.index() != expected) {
      return reject(
          Rejection.CONFLICT,
          "Expected delta %d of attempt %s, but got %d",
          expected,
          c.attemptId(),
          c.index());
    }
    return accept(deltas((Running) run, c));
  }

  private static List<RunEvent> deltas(Running run, RecordModelOutput c) {
    List<RunEvent> events = new ArrayList<>(c.deltas().size());
    int index = c.index();
    for (Delta delta : c.deltas()) {
      events.add(
          switch (delta.kind()) {
            case TEXT -> new AssistantDelta(run.step(), run.attempts(), index, delta.text());
            case REASONING -> new ReasoningDelta(run.step(), run.attempts(), index, delta.text());
          });
      index++;
    }
    return events;
  }

  private static Decision<RunEvent> complete(Run run, CompleteModelAttempt c) {
    return run instanceof Running running && holds(running, c.attemptId())
        ? accept(Turn.end(running, c))
        : superseded(run, c.attemptId());
  }

  private static Decision<RunEvent> fail(Run run, FailModelAttempt c) {
    return run instanceof Running running && holds(running, c.attemptId())
        ? accept(
            new ModelAttemptFailed(
                running.step(), running.attempts(), c.code(), c.error(), c.retryable()),
            new RunFailed(c.code(), c.error(), running.work().usage()))
        : superseded(run, c.attemptId());
  }

  private static Decision<RunEvent> dispatched(Run run, RecordToolDispatch c) {
    return switch (run) {
      case WaitingTool w when w.pending().get(c.callId()) instanceof PendingCall pending ->
          accept(
              new ToolCallDispatched(
                  c.callId(), pending.call().toolName(), c.deviceId(), c.epoch()));
      case NotStarted _ -> unknown();
      case Queued _, Running _, WaitingTool _, Finished _ -> stale("call " + c.callId(), run);
    };
  }

  private static Decision<RunEvent> settle(Run run, SettleToolCall c) {
    return switch (run) {
      case WaitingTool w when w.pending().get(c.callId()) instanceof PendingCall pending ->
          settled(w, new ToolResultReceived(c.callId(), pending.call().toolName(), c.outcome()));
      case NotStarted _ -> unknown();
      case Queued _, Running _, WaitingTool _, Finished _ -> stale("call " + c.callId(), run);
    };
  }

  private static Decision<RunEvent> settled(WaitingTool run, ToolResultReceived result) {
    return run.pending().size() == 1
        ? accept(result, new RunResumed(run.step() + 1))
        : accept(result);
  }

  private static Optional<Attempt> current(Run run, String attemptId) {
    return run instanceof Running running
        ? running.current().filter(each -> each.attemptId().equals(attemptId))
        : Optional.empty();
  }

  private static boolean holds(Running run, String attemptId) {
    return current(run, attemptId).isPresent();
  }

  private static Decision<RunEvent> superseded(Run run, String attemptId) {
    return run instanceof NotStarted ? unknown() : stale("attempt " + attemptId, run);
  }

  private static Decision<RunEvent> unknown() {
    return reject(Rejection.NOT_FOUND, "Expected a run that exists, but it was never started");
  }

  private static Decision<RunEvent> stale(String what, Run run) {
    return reject(
        Rejection.STALE, "Expected %s to be awaited, but the run is %s", what, describe(run));
  }

  private static String describe(Run run) {
    return switch (run) {
      case NotStarted _ -> "not started";
      case Queued _ -> "queued";
      case Running r -> "running step " + r.step();
      case WaitingTool w -> "waiting for " + w.pending().keySet();
      case Finished f -> "finished as " + f.outcome();
    };
  }
}
