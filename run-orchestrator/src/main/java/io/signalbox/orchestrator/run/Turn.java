package io.signalbox.orchestrator.run;

import io.signalbox.orchestrator.run.Run.Running;
import io.signalbox.orchestrator.run.RunCommand.CompleteModelAttempt;
import io.signalbox.orchestrator.run.RunEvent.AssistantMessage;
import io.signalbox.orchestrator.run.RunEvent.RunCompleted;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunWaitingTool;
import io.signalbox.orchestrator.run.RunEvent.ToolCallRequested;
import io.signalbox.orchestrator.run.RunEvent.ToolResultReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What follows when the model has ended its turn.
final class Turn {
  private Turn() {}

  /// The turn, and then the end of the run, its tool calls, or, where it asked only for tools that
  /// do not exist, the next step, in which the model is told so.
  static List<RunEvent> end(Running run, CompleteModelAttempt turn) {
    List<RunEvent> events = new ArrayList<>();
    events.add(
        new AssistantMessage(
            run.step(),
            run.attempts(),
            turn.messageId(),
            turn.text(),
            turn.toolCalls(),
            turn.finishReason(),
            turn.usage()));
    Usage usage = run.work().usage().plus(turn.usage());
    if (turn.toolCalls().isEmpty()) {
      events.add(new RunCompleted(turn.text(), usage));
    } else if (run.step() >= run.work().plan().maxSteps()) {
      events.add(
          new RunFailed(
              "MAX_STEPS",
              "The model asked for more tools after %d of %d steps"
                  .formatted(run.step(), run.work().plan().maxSteps()),
              usage));
    } else {
      events.addAll(calls(run, turn));
    }
    return events;
  }

  private static List<RunEvent> calls(Running run, CompleteModelAttempt turn) {
    List<RunEvent> events = new ArrayList<>();
    Set<String> pending = new LinkedHashSet<>();
    for (ToolCall call : turn.toolCalls()) {
      Plan.Tool tool = run.work().plan().tools().get(call.toolName());
      if (tool == null) {
        events.add(
            new ToolCallRequested(run.step(), call, ExecutionTarget.SERVER, Optional.empty()));
        events.add(
            new ToolResultReceived(
                call.callId(), call.toolName(), ToolOutcome.undeclared(call.toolName())));
      } else {
        Optional<Instant> deadline = tool.timeout().map(turn.at()::plus);
        events.add(new ToolCallRequested(run.step(), call, tool.target(), deadline));
        pending.add(call.callId());
      }
    }
    events.add(pending.isEmpty() ? new RunResumed(run.step() + 1) : new RunWaitingTool(pending));
    return events;
  }
}
