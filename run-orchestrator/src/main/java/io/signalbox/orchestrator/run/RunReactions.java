package io.signalbox.orchestrator.run;

import io.signalbox.orchestrator.run.Run.Outcome;
import io.signalbox.orchestrator.run.Run.PendingCall;
import io.signalbox.orchestrator.run.Run.WaitingTool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What a run sets going elsewhere.
public final class RunReactions {
  private RunReactions() {}

  /// A wish addressed to another part of the system.
  public sealed interface Wish {

    /// Make the model call of a step.
    record CallModel(int step, int attempt) implements Wish {}

    /// Stop an attempt that does not count any more.
    record StopModel(String worker, String attemptId, String reason) implements Wish {}

    /// Have a tool called.
    record CallTool(PendingCall call) implements Wish {}

    /// A tool's answer is no longer needed.
    record CancelTool(String callId, String reason) implements Wish {}

    /// Tell the session that the run is over.
    record EndInSession(String sessionId, Outcome outcome) implements Wish {}

    /// Erase the events before this one.
    record EraseLog() implements Wish {}
  }

  /// Pure; applied to new events only, never during a rebuild.
  ///
  /// @param before the state before the event
  /// @param after the state after it
  public static List<Wish> react(RunEvent event, Run before, Run after) {
    return switch (event) {
      case RunEvent.RunCreated e ->
          e.start().waitsFor() == Start.WaitsFor.MODEL
              ? List.of(new Wish.CallModel(e.start().firstStep(), 1))
              : List.of();
      case RunEvent.RunReleased _ ->
          Run.work(after).stream()
              .<Wish>map(work -> new Wish.CallModel(work.firstStep(), 1))
              .toList();
      case RunEvent.RunResumed e -> List.of(new Wish.CallModel(e.step(), 1));
      case RunEvent.ModelAttemptRequested e -> List.of(new Wish.CallModel(e.step(), e.attempt()));
      case RunEvent.ModelAttemptFailed e -> stop(before, e.code());
      case RunEvent.RunWaitingTool _ ->
          calls(after).stream().<Wish>map(Wish.CallTool::new).toList();
      case RunEvent.RunCompleted _ -> end(before, Outcome.COMPLETED, "completed");
      case RunEvent.RunFailed e -> end(before, Outcome.FAILED, e.code());
      case RunEvent.RunCanceled e -> end(before, Outcome.CANCELED, e.reason());
      case RunEvent.RunDeleted _ -> List.of(new Wish.EraseLog());
      case RunEvent.RunStarted _,
          RunEvent.ModelAttemptStarted _,
          RunEvent.AssistantDelta _,
          RunEvent.ReasoningDelta _,
          RunEvent.AssistantMessage _,
          RunEvent.MessageAppended _,
          RunEvent.ToolCallRequested _,
          RunEvent.ToolCallDispatched _,
          RunEvent.ToolCallClaimed _,
          RunEvent.ToolApprovalRequested _,
          RunEvent.ToolApprovalDecided _,
          RunEvent.ToolResultReceived _,
          RunEvent.RunSilent _ ->
          List.of();
    };
  }

  /// What the run had going is stopped, and its session hears of its end.
  private static List<Wish> end(Run before, Outcome outcome, String reason) {
    List<Wish> wishes = new ArrayList<>(stop(before, reason));
    for (PendingCall pending : calls(before)) {
      wishes.add(new Wish.CancelTool(pending.call().callId(), reason));
    }
    Run.work(before)
        .flatMap(Work::sessionId)
        .ifPresent(sessionId -> wishes.add(new Wish.EndInSession(sessionId, outcome)));
    return wishes;
  }

  private static List<Wish> stop(Run before, String reason) {
    return Run.attempt(before).stream()
        .<Wish>map(attempt -> new Wish.StopModel(attempt.worker(), attempt.attemptId(), reason))
        .toList();
  }

  private static Collection<PendingCall> calls(Run run) {
    return run instanceof WaitingTool waiting ? waiting.pending().values() : List.of();
  }
}
