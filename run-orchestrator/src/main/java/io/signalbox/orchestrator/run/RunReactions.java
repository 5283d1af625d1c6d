package io.signalbox.orchestrator.run;

import io.signalbox.orchestrator.run.Run.PendingCall;
import io.signalbox.orchestrator.run.Run.Queued;
import io.signalbox.orchestrator.run.Run.Running;
import io.signalbox.orchestrator.run.Run.WaitingTool;
import io.signalbox.orchestrator.run.Run.Work;
import io.signalbox.orchestrator.run.RunEvent.RunCreated;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunWaitingTool;
import java.util.List;

/// What a run sets going elsewhere.
public final class RunReactions {
  private RunReactions() {}

  /// A wish addressed to another part of the system.
  public sealed interface Wish {

    /// Make the model call of a step.
    record CallModel(int step, Work work) implements Wish {}

    /// Have a tool called.
    record CallTool(PendingCall call) implements Wish {}
  }

  /// Pure; applied to new events only, never during a rebuild.
  ///
  /// @param after the state after the event
  public static List<Wish> react(RunEvent event, Run after) {
    return switch (event) {
      case RunCreated _ when after instanceof Queued queued ->
          List.of(new Wish.CallModel(1, queued.work()));
      case RunResumed e when after instanceof Running running ->
          List.of(new Wish.CallModel(e.step(), running.work()));
      case RunWaitingTool _ when after instanceof WaitingTool waiting ->
          waiting.pending().values().stream().<Wish>map(Wish.CallTool::new).toList();
      case RunEvent.RunCreated _, RunEvent.RunResumed _, RunEvent.RunWaitingTool _ ->
          throw new IllegalStateException(
              "Expected the state that follows " + event + ", but got " + after);
      case RunEvent.RunStarted _,
          RunEvent.ModelAttemptStarted _,
          RunEvent.AssistantDelta _,
          RunEvent.ReasoningDelta _,
          RunEvent.ModelAttemptFailed _,
          RunEvent.AssistantMessage _,
          RunEvent.ToolCallRequested _,
          RunEvent.ToolCallDispatched _,
          RunEvent.ToolResultReceived _,
          RunEvent.RunCompleted _,
          RunEvent.RunFailed _ ->
          List.of();
    };
  }
}
