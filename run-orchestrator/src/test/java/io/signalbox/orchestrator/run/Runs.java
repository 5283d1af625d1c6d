package io.signalbox.orchestrator.run;

import io.signalbox.orchestrator.run.Message.Role;
import io.signalbox.orchestrator.run.Plan.OnFailure;
import io.signalbox.orchestrator.run.RunCommand.AppendMessage;
import io.signalbox.orchestrator.run.RunCommand.BeginModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.CompleteModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.Delta;
import io.signalbox.orchestrator.run.RunCommand.FailModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.RecordModelOutput;
import io.signalbox.orchestrator.run.RunCommand.SettleToolCall;
import io.signalbox.orchestrator.run.RunCommand.StartRun;
import io.signalbox.orchestrator.run.RunEvent.AssistantMessage;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptFailed;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptStarted;
import io.signalbox.orchestrator.run.RunEvent.RunCreated;
import io.signalbox.orchestrator.run.RunEvent.RunStarted;
import io.signalbox.orchestrator.run.RunEvent.RunWaitingTool;
import io.signalbox.orchestrator.run.RunEvent.ToolCallRequested;
import io.signalbox.orchestrator.run.RunEvent.ToolResultReceived;
import io.signalbox.orchestrator.run.Start.WaitsFor;
import io.signalbox.orchestrator.run.kafka.StoredRun;
import io.signalbox.testing.Decider;
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
  public static final Instant NOON = Decider.START;
  public static final Instant DEADLINE = NOON.plus(Duration.ofMinutes(1));
  public static final Plan PLAN =
      new Plan(
          3,
          64_000,
          new Plan.Timeouts(
              Duration.ofMinutes(60),
              Duration.ofMinutes(5),
              Duration.ofMinutes(10),
              Duration.ofMinutes(20)),
          new Plan.Retries(3, Duration.ofSeconds(1), Duration.ofSeconds(4)),
          Map.of(
              "lookup", tool(ExecutionTarget.DEVICE, Duration.ofMinutes(1), OnFailure.CONTINUE),
              "must", tool(ExecutionTarget.SERVER, Duration.ofMinutes(2), OnFailure.FAIL),
              "ask",
                  new Plan.Tool(ExecutionTarget.EXTERNAL, Optional.empty(), OnFailure.CONTINUE)));
  public static final Usage USAGE = new Usage(3, 5);
  public static final ToolCall LOOKUP = new ToolCall("call-1", "lookup", "{\"q\":\"x\"}");
  public static final ToolCall ASK = new ToolCall("call-2", "ask", "{}");
  public static final ToolCall UNDECLARED = new ToolCall("call-3", "nonsense", "{}");
  public static final ToolCall MUST = new ToolCall("call-4", "must", "{}");
  public static final String CONFIG = "{\"model\":{\"provider\":\"echo\"}}";

  private Runs() {}

  private static Plan.Tool tool(ExecutionTarget target, Duration timeout, OnFailure onFailure) {
    return new Plan.Tool(target, Optional.of(timeout), onFailure);
  }

  /// The rules of a run.
  public static Decider<Run, RunCommand, RunEvent> decider() {
    return new Decider<>(
        new Run.NotStarted(), RunDecider::decide, Run::evolve, StoredRun::throughTheStore);
  }

  public static Instant after(Duration duration) {
    return NOON.plus(duration);
  }

  public static Start starting(WaitsFor waitsFor, Message... messages) {
    return starting(PLAN, waitsFor, 1, messages);
  }

  public static Start starting(Plan plan, WaitsFor waitsFor, int firstStep, Message... messages) {
    Optional<String> session =
        waitsFor == WaitsFor.SESSION ? Optional.of("session") : Optional.empty();
    return new Start(
        new Start.Agent("agent", "version", "hash"),
        CONFIG,
        plan,
        List.of(messages),
        null,
        session,
        List.of(),
        waitsFor,
        firstStep > 1 ? Optional.of(new Start.Parent("parent", 9)) : Optional.empty(),
        firstStep);
  }

  public static StartRun start() {
    return new StartRun(starting(WaitsFor.MODEL, hello()));
  }

  public static Message hello() {
    return said("msg-0", "hello");
  }

  public static Message said(String id, String text) {
    return new Message(id, Role.USER, text, null, List.of(), null, null);
  }

  public static Message system(String text) {
    return new Message("system", Role.SYSTEM, text, null, List.of(), null, null);
  }

  public static AppendMessage append(String id) {
    return new AppendMessage(said(id, "and " + id));
  }

  public static RunEvent appended(String id) {
    return new RunEvent.MessageAppended(said(id, "and " + id));
  }

  public static RunEvent created() {
    return new RunCreated(start().start());
  }

  public static RunEvent heldBySession() {
    return new RunCreated(starting(WaitsFor.SESSION, hello()));
  }

  public static BeginModelAttempt begin(int step, String attemptId) {
    return begin(step, 1, attemptId);
  }

  public static BeginModelAttempt begin(int step, int request, String attemptId) {
    return begin(step, request, 0, attemptId);
  }

  public static BeginModelAttempt begin(int step, int request, int delivery, String attemptId) {
    return new BeginModelAttempt(step, request, delivery, attemptId, "worker-" + attemptId);
  }

  public static RunEvent began(int step, int attempt, String attemptId) {
    return began(step, attempt, 1, attemptId);
  }

  public static RunEvent began(int step, int attempt, int request, String attemptId) {
    return began(step, attempt, request, 0, attemptId);
  }

  public static RunEvent began(int step, int attempt, int request, int delivery, String attemptId) {
    return new ModelAttemptStarted(
        step, attempt, request, delivery, attemptId, "worker-" + attemptId);
  }

  public static RecordModelOutput output(String attemptId, int index, String... texts) {
    return new RecordModelOutput(
        attemptId, index, Stream.of(texts).map(text -> new Delta(Delta.Kind.TEXT, text)).toList());
  }

  public static CompleteModelAttempt complete(String attemptId, String text, ToolCall... calls) {
    return new CompleteModelAttempt(
        attemptId, "m-" + attemptId, text, List.of(calls), Map.of(), "stop", USAGE);
  }

  public static FailModelAttempt fail(String attemptId) {
    return new FailModelAttempt(attemptId, "OVERLOADED", "try later", true, Optional.empty());
  }

  public static RunEvent failed(int step, int attempt, Instant retryAt) {
    return new ModelAttemptFailed(
        step, attempt, "OVERLOADED", "try later", true, Optional.of(retryAt));
  }

  public static RunEvent message(
      int step, int attempt, String attemptId, String text, ToolCall... calls) {
    return new AssistantMessage(
        step, attempt, "m-" + attemptId, text, List.of(calls), "stop", USAGE);
  }

  public static RunEvent requested(int step, ToolCall call) {
    return requested(step, call, NOON);
  }

  public static RunEvent requested(int step, ToolCall call, Instant at) {
    Plan.Tool tool = PLAN.tools().get(call.toolName());
    return tool == null
        ? new ToolCallRequested(step, call, ExecutionTarget.SERVER, Optional.empty())
        : new ToolCallRequested(step, call, tool.target(), tool.timeout().map(at::plus));
  }

  public static RunEvent waiting(ToolCall... calls) {
    return new RunWaitingTool(new LinkedHashSet<>(Stream.of(calls).map(ToolCall::callId).toList()));
  }

  public static ToolOutcome found(String json) {
    return new ToolOutcome(ToolOutcome.Status.COMPLETED, json, null, "device");
  }

  public static ToolOutcome broken(String error) {
    return new ToolOutcome(ToolOutcome.Status.FAILED, null, error, "device");
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

  /// A run that is over.
  public static RunEvent[] finished(Run.Outcome outcome) {
    RunEvent end =
        switch (outcome) {
          case COMPLETED -> new RunEvent.RunCompleted("done", Usage.NONE);
          case FAILED -> new RunEvent.RunFailed("CODE", "why", Usage.NONE);
          case CANCELED -> new RunEvent.RunCanceled("enough", Usage.NONE);
        };
    return and(running(), end);
  }

  /// These events and some more.
  public static RunEvent[] and(RunEvent[] events, RunEvent... more) {
    return Stream.concat(Stream.of(events), Stream.of(more)).toArray(RunEvent[]::new);
  }

  /// The state after these events, all at noon.
  public static Run state(RunEvent... events) {
    return decider().given(events).state();
  }
}
