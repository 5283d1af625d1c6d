package io.signalbox.orchestrator.run;

import static io.signalbox.domain.Decision.accept;
import static io.signalbox.domain.Decision.reject;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.orchestrator.run.Plan.OnFailure;
import io.signalbox.orchestrator.run.Run.Deleted;
import io.signalbox.orchestrator.run.Run.Finished;
import io.signalbox.orchestrator.run.Run.NotStarted;
import io.signalbox.orchestrator.run.Run.PendingCall;
import io.signalbox.orchestrator.run.Run.Queued;
import io.signalbox.orchestrator.run.Run.Running;
import io.signalbox.orchestrator.run.Run.WaitingTool;
import io.signalbox.orchestrator.run.RunCommand.AppendMessage;
import io.signalbox.orchestrator.run.RunCommand.BeginModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.CancelRun;
import io.signalbox.orchestrator.run.RunCommand.CompleteModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.DeleteRun;
import io.signalbox.orchestrator.run.RunCommand.FailModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.RecordModelOutput;
import io.signalbox.orchestrator.run.RunCommand.RecordToolApproval;
import io.signalbox.orchestrator.run.RunCommand.RecordToolApprovalRequest;
import io.signalbox.orchestrator.run.RunCommand.RecordToolClaim;
import io.signalbox.orchestrator.run.RunCommand.RecordToolDispatch;
import io.signalbox.orchestrator.run.RunCommand.ReleaseRun;
import io.signalbox.orchestrator.run.RunCommand.SettleToolCall;
import io.signalbox.orchestrator.run.RunCommand.StartRun;
import io.signalbox.orchestrator.run.RunCommand.TimeOutRun;
import io.signalbox.orchestrator.run.RunEvent.MessageAppended;
import io.signalbox.orchestrator.run.RunEvent.RunCanceled;
import io.signalbox.orchestrator.run.RunEvent.RunCreated;
import io.signalbox.orchestrator.run.RunEvent.RunDeleted;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunReleased;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunStarted;
import io.signalbox.orchestrator.run.RunEvent.ToolApprovalDecided;
import io.signalbox.orchestrator.run.RunEvent.ToolApprovalRequested;
import io.signalbox.orchestrator.run.RunEvent.ToolCallClaimed;
import io.signalbox.orchestrator.run.RunEvent.ToolCallDispatched;
import io.signalbox.orchestrator.run.RunEvent.ToolResultReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What a run makes of a command.
public final class RunDecider {
  /// Messages that may wait for the run's next step.
  static final int MOST_UNSEEN = Work.MOST_REMEMBERED;

  private RunDecider() {}

  /// Pure: depends on nothing but its arguments.
  ///
  /// @param at when the command was made; its events happen then
  public static Decision<RunEvent> decide(Run run, RunCommand command, Instant at) {
    return switch (command) {
      case StartRun c -> start(run, c.start(), at);
      case ReleaseRun c -> release(run, c);
      case AppendMessage c -> append(run, c.message());
      case CancelRun c -> cancel(run, c.reason());
      case DeleteRun _ -> delete(run);
      case TimeOutRun c -> Deadlines.timeOut(run, c.now());
      case BeginModelAttempt c -> ModelTurn.begin(run, c);
      case RecordModelOutput c -> ModelTurn.record(run, c);
      case CompleteModelAttempt c -> ModelTurn.complete(run, c, at);
      case FailModelAttempt c -> ModelTurn.fail(run, c, at);
      case RecordToolDispatch c ->
          ofCall(
              run,
              c.callId(),
              tool -> new ToolCallDispatched(c.callId(), tool, c.deviceId(), c.epoch()));
      case RecordToolClaim c ->
          ofCall(
              run,
              c.callId(),
              tool -> new ToolCallClaimed(c.callId(), tool, c.worker(), c.epoch()));
      case RecordToolApprovalRequest c ->
          ofCall(run, c.callId(), tool -> new ToolApprovalRequested(c.callId(), tool, c.until()));
      case RecordToolApproval c ->
          ofCall(
              run,
              c.callId(),
              tool -> new ToolApprovalDecided(c.callId(), tool, c.decision(), c.by(), c.reason()));
      case SettleToolCall c -> settle(run, c);
    };
  }

  private static Decision<RunEvent> start(Run run, Start start, Instant at) {
    return switch (run) {
      case NotStarted _ ->
          switch (start.waitsFor()) {
            case MODEL, SESSION -> accept(new RunCreated(start));
            case TOOLS -> startWithTools(start, at);
          };
      case Queued _, Running _, WaitingTool _, Finished _ -> accept();
      case Deleted _ -> reject(Rejection.CONFLICT, "Expected a new run, but this one was deleted");
    };
  }

  private static Decision<RunEvent> startWithTools(Start start, Instant at) {
    List<ToolCall> open = start.openCalls();
    if (open.isEmpty()) {
      return reject(
          Rejection.INVALID,
          "Expected the last assistant message to ask for a tool that nobody answered, but all are answered");
    }
    List<RunEvent> events = new ArrayList<>(List.of(new RunCreated(start), new RunStarted()));
    events.addAll(ToolCalls.request(start.plan(), start.firstStep(), open, Map.of(), at));
    return accept(events);
  }

  private static Decision<RunEvent> release(Run run, ReleaseRun c) {
    return switch (run) {
      case Queued q when q.call() instanceof Call.Held -> accept(new RunReleased(c.history()));
      case Queued _, Running _, WaitingTool _, Finished _, Deleted _ -> accept();
      case NotStarted _ -> unknown();
    };
  }

  private static Decision<RunEvent> append(Run run, Message message) {
    return switch (run) {
      case Queued q -> append(q.work(), message);
      case Running r -> append(r.work(), message);
      case WaitingTool w -> append(w.work(), message);
      case Finished f ->
          reject(
              Rejection.CONFLICT,
              "Expected a run that is under way, but it is %s; fork it or start another",
              f.outcome().name().toLowerCase(Locale.ROOT));
      case NotStarted _, Deleted _ -> unknown();
    };
  }

  private static Decision<RunEvent> append(Work work, Message message) {
    if (work.knows(message.id())) {
      return accept();
    }
    return work.unseen().size() < MOST_UNSEEN
        ? accept(new MessageAppended(message))
        : reject(
            Rejection.CONFLICT,
            "Expected at most %d messages to wait for the next step, but there are as many",
            MOST_UNSEEN);
  }

  private static Decision<RunEvent> cancel(Run run, String reason) {
    return switch (run) {
      case Queued q -> accept(new RunCanceled(reason, q.work().usage()));
      case Running r -> accept(new RunCanceled(reason, r.work().usage()));
      case WaitingTool w -> accept(new RunCanceled(reason, w.work().usage()));
      case Finished _ -> accept();
      case NotStarted _, Deleted _ -> unknown();
    };
  }

  private static Decision<RunEvent> delete(Run run) {
    return switch (run) {
      case Queued q -> accept(new RunCanceled("deleted", q.work().usage()), new RunDeleted());
      case Running r -> accept(new RunCanceled("deleted", r.work().usage()), new RunDeleted());
      case WaitingTool w -> accept(new RunCanceled("deleted", w.work().usage()), new RunDeleted());
      case Finished _ -> accept(new RunDeleted());
      case Deleted _ -> accept();
      case NotStarted _ -> unknown();
    };
  }

  /// Something happened to a call that is not settled.
  ///
  /// @param event makes the event from the name of the tool
  private static Decision<RunEvent> ofCall(
      Run run, String callId, Function<String, RunEvent> event) {
    return switch (run) {
      case WaitingTool w when w.pending().get(callId) instanceof PendingCall pending ->
          accept(event.apply(pending.call().toolName()));
      case NotStarted _, Deleted _ -> unknown();
      case Queued _, Running _, WaitingTool _, Finished _ -> stale("call " + callId, run);
    };
  }

  private static Decision<RunEvent> settle(Run run, SettleToolCall c) {
    return switch (run) {
      case WaitingTool w when w.pending().containsKey(c.callId()) ->
          accept(settled(w, c.callId(), c.outcome()));
      case NotStarted _, Deleted _ -> unknown();
      case Queued _, Running _, WaitingTool _, Finished _ -> stale("call " + c.callId(), run);
    };
  }

  /// A call of a waiting run ends, and with the last one the wait.
  static List<RunEvent> settled(WaitingTool run, String callId, ToolOutcome outcome) {
    PendingCall pending = run.pending().get(callId);
    if (pending == null) {
      throw new IllegalArgumentException("Expected a pending call, but got " + callId);
    }
    String tool = pending.call().toolName();
    List<RunEvent> events = new ArrayList<>();
    events.add(new ToolResultReceived(callId, tool, outcome));
    if (outcome.status() != ToolOutcome.Status.COMPLETED && isNeeded(run.work().plan(), tool)) {
      String error =
          "Tool '%s' ended as %s: %s".formatted(tool, outcome.status().wire(), outcome.error());
      events.add(new RunFailed("TOOL_FAILED", error, run.work().usage()));
    } else if (run.pending().size() == 1) {
      events.add(new RunResumed(run.step() + 1));
    }
    return events;
  }

  private static boolean isNeeded(Plan plan, String toolName) {
    Plan.Tool tool = plan.tools().get(toolName);
    return tool != null && tool.onFailure() == OnFailure.FAIL;
  }

  static Decision<RunEvent> unknown() {
    return reject(Rejection.NOT_FOUND, "Expected a run that exists, but there is none");
  }

  static Decision<RunEvent> stale(String what, Run run) {
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
      case Deleted _ -> "deleted";
    };
  }
}
