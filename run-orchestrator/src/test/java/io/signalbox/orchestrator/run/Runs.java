package io.signalbox.orchestrator.run;

import io.signalbox.orchestrator.run.Message.Role;
import io.signalbox.orchestrator.run.RunCommand.BeginModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.CompleteModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.Delta;
import io.signalbox.orchestrator.run.RunCommand.RecordModelOutput;
import io.signalbox.orchestrator.run.RunCommand.SettleToolCall;
import io.signalbox.orchestrator.run.RunCommand.StartRun;
import io.signalbox.orchestrator.run.RunEvent.AssistantMessage;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptStarted;
import io.signalbox.orchestrator.run.RunEvent.RunCreated;
import io.signalbox.orchestrator.run.RunEvent.RunStarted;
import io.signalbox.orchestrator.run.RunEvent.RunWaitingTool;
import io.signalbox.orchestrator.run.RunEvent.ToolCallRequested;
import io.signalbox.orchestrator.run.RunEvent.ToolResultReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs in all their states, and what is said to them.
public final class Runs {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  public static final Instant DEADLINE = NOON.plus(Duration.ofMinutes(1));
  public static final Plan PLAN =
      new Plan(
          "{\"model\":{\"provider\":\"echo\"}}",
          3,
          Map.of(
              "lookup", new Plan.Tool(ExecutionTarget.DEVICE, Optional.of(Duration.ofMinutes(1))),
              "ask", new Plan.Tool(ExecutionTarget.EXTERNAL, Optional.empty())));
  public static final Usage USAGE = new Usage(3, 5);
  public static final ToolCall LOOKUP = new ToolCall("call-1", "lookup", "{\"q\":\"x\"}");
  public static final ToolCall ASK = new ToolCall("call-2", "ask", "{}");
  public static final ToolCall UNDECLARED = new ToolCall("call-3", "nonsense", "{}");

  private Runs() {}

  public static StartRun start() {
    return new StartRun("agent", "version", "hash", PLAN, List.of(hello()), null);
  }

  public static Message hello() {
    return new Message("msg-0", Role.USER, "hello", null, List.of(), null, null);
  }

  public static RunEvent created() {
    return new RunCreated("agent", "version", "hash", PLAN, List.of(hello()), null);
  }

  public static BeginModelAttempt begin(int step, String attemptId) {
    return new BeginModelAttempt(step, attemptId, "worker");
  }

  public static RunEvent began(int step, int attempt, String attemptId) {
    return new ModelAttemptStarted(step, attempt, attemptId, "worker");
  }

  public static RecordModelOutput output(String attemptId, int index, String... pieces) {
    return new RecordModelOutput(
        attemptId, index, Stream.of(pieces).map(each -> new Delta(Delta.Kind.TEXT, each)).toList());
  }

  public static CompleteModelAttempt complete(String attemptId, String text, ToolCall... calls) {
    return new CompleteModelAttempt(
        attemptId, "m-" + attemptId, text, List.of(calls), "stop", USAGE, NOON);
  }

  public static RunEvent message(
      int step, int attempt, String attemptId, String text, ToolCall... calls) {
    return new AssistantMessage(
        step, attempt, "m-" + attemptId, text, List.of(calls), "stop", USAGE);
  }

  public static RunEvent requested(int step, ToolCall call) {
    return switch (call.toolName()) {
      case "lookup" ->
          new ToolCallRequested(step, call, ExecutionTarget.DEVICE, Optional.of(DEADLINE));
      case "ask" -> new ToolCallRequested(step, call, ExecutionTarget.EXTERNAL, Optional.empty());
      default -> new ToolCallRequested(step, call, ExecutionTarget.SERVER, Optional.empty());
    };
  }

  public static RunEvent waiting(ToolCall... calls) {
    return new RunWaitingTool(new LinkedHashSet<>(Stream.of(calls).map(ToolCall::callId).toList()));
  }

  public static ToolOutcome found(String json) {
    return new ToolOutcome(ToolOutcome.Status.COMPLETED, json, null, "device");
  }

  public static SettleToolCall settle(ToolCall call, ToolOutcome outcome) {
    return new SettleToolCall(call.callId(), outcome);
  }

  public static RunEvent received(ToolCall call, ToolOutcome outcome) {
    return new ToolResultReceived(call.callId(), call.toolName(), outcome);
  }

  /// A run whose first attempt is under way.
  public static RunEvent[] running() {
    return new RunEvent[] {created(), new RunStarted(), began(1, 1, "a1")};
  }

  /// A run that waits for these calls of its first step.
  public static RunEvent[] waitingFor(ToolCall... calls) {
    List<RunEvent> events = new ArrayList<>(List.of(running()));
    events.add(message(1, 1, "a1", "let me see", calls));
    Stream.of(calls).map(call -> requested(1, call)).forEach(events::add);
    events.add(waiting(calls));
    return events.toArray(RunEvent[]::new);
  }

  /// These events and some more.
  public static RunEvent[] and(RunEvent[] events, RunEvent... more) {
    return Stream.concat(Stream.of(events), Stream.of(more)).toArray(RunEvent[]::new);
  }
}
