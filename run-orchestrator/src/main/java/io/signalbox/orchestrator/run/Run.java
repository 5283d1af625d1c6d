package io.signalbox.orchestrator.run;

import io.signalbox.orchestrator.run.RunEvent.AssistantDelta;
import io.signalbox.orchestrator.run.RunEvent.AssistantMessage;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptFailed;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptStarted;
import io.signalbox.orchestrator.run.RunEvent.ReasoningDelta;
import io.signalbox.orchestrator.run.RunEvent.RunCompleted;
import io.signalbox.orchestrator.run.RunEvent.RunCreated;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunStarted;
import io.signalbox.orchestrator.run.RunEvent.RunWaitingTool;
import io.signalbox.orchestrator.run.RunEvent.ToolCallDispatched;
import io.signalbox.orchestrator.run.RunEvent.ToolCallRequested;
import io.signalbox.orchestrator.run.RunEvent.ToolResultReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The state of a run.
///
/// ```
/// NotStarted → Queued → Running ⇄ WaitingTool
///                          └────→ Finished
/// ```
public sealed interface Run {

  /// Nothing happened yet.
  record NotStarted() implements Run {}

  /// Waits for a worker to take the first model call.
  record Queued(Work work) implements Run {}

  /// A step is under way.
  ///
  /// @param step from 1
  /// @param attempts how many attempts at the step's model call began
  /// @param current the attempt whose output counts
  /// @param calls calls that the turn asked for and that are not settled
  record Running(
      Work work, int step, int attempts, Optional<Attempt> current, Map<String, PendingCall> calls)
      implements Run {
    public Running {
      calls = ordered(calls);
    }
  }

  /// Waits for tool calls.
  ///
  /// @param pending the calls that are not settled, in the order of asking
  record WaitingTool(Work work, int step, Map<String, PendingCall> pending) implements Run {
    public WaitingTool {
      pending = ordered(pending);
    }
  }

  /// It is over; nothing changes it any more.
  record Finished(Outcome outcome) implements Run {}

  /// How a run ends.
  enum Outcome {
    COMPLETED,
    FAILED
  }

  /// What a run carries from step to step.
  record Work(Plan plan, List<Message> conversation, Usage usage) {
    public Work {
      conversation = List.copyOf(conversation);
    }

    Work with(Message message) {
      List<Message> longer = new ArrayList<>(conversation);
      longer.add(message);
      return new Work(plan, longer, usage);
    }

    Work with(Usage more) {
      return new Work(plan, conversation, usage.plus(more));
    }
  }

  /// The attempt whose output counts.
  ///
  /// @param nextIndex number of the next delta
  record Attempt(String attemptId, int nextIndex) {}

  /// A call that is not settled.
  record PendingCall(ToolCall call, ExecutionTarget target, Optional<Instant> deadline) {}

  /// The state after an event.
  ///
  /// @throws IllegalStateException when the event cannot follow: the log is corrupt
  static Run evolve(Run run, RunEvent event) {
    return switch (event) {
      case RunCreated e -> new Queued(new Work(e.plan(), e.messages(), Usage.NONE));
      case RunStarted _ -> new Running(queued(run).work(), 1, 0, Optional.empty(), Map.of());
      case ModelAttemptStarted e -> begin(running(run), e);
      case AssistantDelta e -> next(running(run), e.index());
      case ReasoningDelta e -> next(running(run), e.index());
      case ModelAttemptFailed _ -> end(running(run), running(run).work());
      case AssistantMessage e -> end(running(run), turn(running(run).work(), e));
      case ToolCallRequested e -> request(running(run), e);
      case RunWaitingTool _ -> {
        Running r = running(run);
        yield new WaitingTool(r.work(), r.step(), r.calls());
      }
      case ToolCallDispatched _ -> run;
      case ToolResultReceived e -> settle(run, e);
      case RunResumed e -> new Running(work(run), e.step(), 0, Optional.empty(), Map.of());
      case RunCompleted _ -> new Finished(Outcome.COMPLETED);
      case RunFailed _ -> new Finished(Outcome.FAILED);
    };
  }

  private static Running begin(Running run, ModelAttemptStarted event) {
    return new Running(
        run.work(),
        run.step(),
        event.attempt(),
        Optional.of(new Attempt(event.attemptId(), 0)),
        run.calls());
  }

  private static Running next(Running run, int index) {
    Attempt attempt =
        run.current().orElseThrow(() -> new IllegalStateException("Output without an attempt"));
    return new Running(
        run.work(),
        run.step(),
        run.attempts(),
        Optional.of(new Attempt(attempt.attemptId(), index + 1)),
        run.calls());
  }

  private static Running end(Running run, Work work) {
    return new Running(work, run.step(), run.attempts(), Optional.empty(), run.calls());
  }

  private static Work turn(Work work, AssistantMessage event) {
    return work.with(event.usage())
        .with(Message.assistant(event.messageId(), event.text(), event.toolCalls()));
  }

  private static Running request(Running run, ToolCallRequested event) {
    Map<String, PendingCall> more = new LinkedHashMap<>(run.calls());
    more.put(
        event.call().callId(), new PendingCall(event.call(), event.target(), event.deadline()));
    return new Running(run.work(), run.step(), run.attempts(), run.current(), more);
  }

  private static Run settle(Run run, ToolResultReceived event) {
    Work work = work(run).with(answer(event));
    return switch (run) {
      case Running r ->
          new Running(
              work, r.step(), r.attempts(), r.current(), without(r.calls(), event.callId()));
      case WaitingTool w -> new WaitingTool(work, w.step(), without(w.pending(), event.callId()));
      case NotStarted _, Queued _, Finished _ -> throw unexpected(run, "a tool result");
    };
  }

  private static Message answer(ToolResultReceived event) {
    ToolOutcome outcome = event.outcome();
    String text =
        switch (outcome.status()) {
          case COMPLETED -> outcome.result() == null ? "null" : outcome.result();
          case FAILED, EXPIRED, CANCELED ->
              "{\"error\":%s}"
                  .formatted(JsonText.quote(outcome.status().wire() + ": " + outcome.error()));
        };
    return Message.tool(event.callId(), event.toolName(), text);
  }

  private static Map<String, PendingCall> without(Map<String, PendingCall> calls, String callId) {
    Map<String, PendingCall> fewer = new LinkedHashMap<>(calls);
    fewer.remove(callId);
    return fewer;
  }

  private static Queued queued(Run run) {
    return switch (run) {
      case Queued queued -> queued;
      case NotStarted _, Running _, WaitingTool _, Finished _ -> throw unexpected(run, "a start");
    };
  }

  private static Running running(Run run) {
    return switch (run) {
      case Running running -> running;
      case NotStarted _, Queued _, WaitingTool _, Finished _ ->
          throw unexpected(run, "a model event");
    };
  }

  private static Work work(Run run) {
    return switch (run) {
      case Queued queued -> queued.work();
      case Running running -> running.work();
      case WaitingTool waiting -> waiting.work();
      case NotStarted _, Finished _ -> throw unexpected(run, "more work");
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
