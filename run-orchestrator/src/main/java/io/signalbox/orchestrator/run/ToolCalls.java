package io.signalbox.orchestrator.run;

import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunWaitingTool;
import io.signalbox.orchestrator.run.RunEvent.ToolCallRequested;
import io.signalbox.orchestrator.run.RunEvent.ToolResultReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tool calls of a turn: all are requested at once, and the run waits for all.
final class ToolCalls {
  private ToolCalls() {}

  /// The requests and then the wait for them, or, where the turn asked only for what cannot be
  /// done, the next step, in which the model is told so.
  ///
  /// @param wrong what the tools' schemas object to, by the ids of the calls
  static List<RunEvent> request(
      Plan plan, int step, List<ToolCall> calls, Map<String, String> wrong, Instant at) {
    List<RunEvent> events = new ArrayList<>();
    Set<String> pending = new LinkedHashSet<>();
    for (ToolCall call : calls) {
      Plan.Tool tool = plan.tools().get(call.toolName());
      String objections = wrong.get(call.callId());
      if (tool == null) {
        events.addAll(
            refused(step, call, ExecutionTarget.SERVER, ToolOutcome.undeclared(call.toolName())));
      } else if (objections != null) {
        events.addAll(refused(step, call, tool.target(), ToolOutcome.wrongArguments(objections)));
      } else {
        Optional<Instant> deadline = tool.timeout().map(at::plus);
        events.add(new ToolCallRequested(step, call, tool.target(), deadline));
        pending.add(call.callId());
      }
    }
    events.add(pending.isEmpty() ? new RunResumed(step + 1) : new RunWaitingTool(pending));
    return events;
  }

  /// A call that nobody is asked to make: it is over at once, and the run goes on whatever the tool
  /// says of failures, as the model can do better.
  private static List<RunEvent> refused(
      int step, ToolCall call, ExecutionTarget target, ToolOutcome outcome) {
    return List.of(
        new ToolCallRequested(step, call, target, Optional.empty()),
        new ToolResultReceived(call.callId(), call.toolName(), outcome));
  }
}
