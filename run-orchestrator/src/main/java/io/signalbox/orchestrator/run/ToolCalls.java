package io.signalbox.orchestrator.run;

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

/// The tool calls of a turn: all are requested at once, and the run waits for all.
final class ToolCalls {
  private ToolCalls() {}

  /// The requests and then the wait for them, or, where the turn asked only for tools that do not
  /// exist, the next step, in which the model is told so.
  static List<RunEvent> request(Plan plan, int step, List<ToolCall> calls, Instant at) {
    List<RunEvent> events = new ArrayList<>();
    Set<String> pending = new LinkedHashSet<>();
    for (ToolCall call : calls) {
      Plan.Tool tool = plan.tools().get(call.toolName());
      if (tool == null) {
        events.add(new ToolCallRequested(step, call, ExecutionTarget.SERVER, Optional.empty()));
        events.add(
            new ToolResultReceived(
                call.callId(), call.toolName(), ToolOutcome.undeclared(call.toolName())));
      } else {
        Optional<Instant> deadline = tool.timeout().map(at::plus);
        events.add(new ToolCallRequested(step, call, tool.target(), deadline));
        pending.add(call.callId());
      }
    }
    events.add(pending.isEmpty() ? new RunResumed(step + 1) : new RunWaitingTool(pending));
    return events;
  }
}
