package io.signalbox.orchestrator.run;

import static io.signalbox.domain.Decision.accept;
import static io.signalbox.domain.Decision.reject;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.orchestrator.run.Call.Attempting;
import io.signalbox.orchestrator.run.Call.Awaiting;
import io.signalbox.orchestrator.run.Call.BackingOff;
import io.signalbox.orchestrator.run.Call.Held;
import io.signalbox.orchestrator.run.Run.Queued;
import io.signalbox.orchestrator.run.Run.Running;
import io.signalbox.orchestrator.run.RunCommand.BeginModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.CompleteModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.Delta;
import io.signalbox.orchestrator.run.RunCommand.FailModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.RecordModelOutput;
import io.signalbox.orchestrator.run.RunEvent.AssistantDelta;
import io.signalbox.orchestrator.run.RunEvent.AssistantMessage;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptFailed;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptStarted;
import io.signalbox.orchestrator.run.RunEvent.ReasoningDelta;
import io.signalbox.orchestrator.run.RunEvent.RunCompleted;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The model call of a step: attempts that begin, stream and end, one at a time.
final class ModelTurn {
  static final String WORKER_LOST = "WORKER_LOST";
  static final String TURN_TIMEOUT = "TURN_TIMEOUT";
  static final String MAX_STEPS = "MAX_STEPS";

  private ModelTurn() {}

  static Decision<RunEvent> begin(Run run, BeginModelAttempt c) {
    return switch (run) {
      case Queued q when q.call() instanceof Awaiting a && q.work().firstStep() == c.step() ->
          accept(new RunStarted(), started(c, a.attempt()));
      case Running r when r.step() == c.step() ->
          switch (r.call()) {
            case Awaiting a -> accept(started(c, a.attempt()));
            case Attempting a when a.attemptId().equals(c.attemptId()) -> accept();
            case Attempting a when a.request() == c.request() && a.isBefore(c.delivery()) ->
                accept(takeOver(r, a, c));
            case Attempting a when a.request() == c.request() ->
                reject(
                    Rejection.CONFLICT,
                    "Expected a later delivery of the request than %d, but got %d",
                    a.delivery(),
                    c.delivery());
            case Attempting _, Held _, BackingOff _ -> superseded(run, c.attemptId());
          };
      case Run.NotStarted _, Run.Deleted _ -> RunDecider.unknown();
      case Queued _, Running _, Run.WaitingTool _, Run.Finished _ ->
          RunDecider.stale("step " + c.step(), run);
    };
  }

  private static ModelAttemptStarted started(BeginModelAttempt c, int attempt) {
    return new ModelAttemptStarted(
        c.step(), attempt, c.request(), c.delivery(), c.attemptId(), c.worker());
  }

  /// The same request reached another worker: the one that had it is gone.
  private static List<RunEvent> takeOver(Running run, Attempting lost, BeginModelAttempt c) {
    String error = "The worker of the attempt is gone; another has taken over its request";
    ModelAttemptFailed failed =
        new ModelAttemptFailed(
            run.step(), lost.attempt(), WORKER_LOST, error, true, Optional.empty());
    return lost.attempt() < run.work().plan().retries().maxAttempts()
        ? List.of(failed, started(c, lost.attempt() + 1))
        : List.of(failed, new RunFailed(WORKER_LOST, error, run.work().usage()));
  }

  static Decision<RunEvent> record(Run run, RecordModelOutput c) {
    Optional<Attempting> attempt = held(run, c.attemptId());
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
    return accept(deltas(((Running) run).step(), attempt.get().attempt(), c));
  }

  private static List<RunEvent> deltas(int step, int attempt, RecordModelOutput c) {
    List<RunEvent> events = new ArrayList<>(c.deltas().size());
    int index = c.index();
    for (Delta delta : c.deltas()) {
      events.add(
          switch (delta.kind()) {
            case TEXT -> new AssistantDelta(step, attempt, index, delta.text());
            case REASONING -> new ReasoningDelta(step, attempt, index, delta.text());
          });
      index++;
    }
    return events;
  }

  static Decision<RunEvent> complete(Run run, CompleteModelAttempt c, Instant at) {
    return held(run, c.attemptId())
        .map(held -> Decision.accept(end((Running) run, held.attempt(), c, at)))
        .orElseGet(() -> superseded(run, c.attemptId()));
  }

  /// The turn, and then the end of the run, its tool calls, or the next step where there is
  /// something that the model has not seen.
  private static List<RunEvent> end(Running run, int attempt, CompleteModelAttempt c, Instant at) {
    List<RunEvent> events = new ArrayList<>();
    events.add(
        new AssistantMessage(
            run.step(),
            attempt,
            c.messageId(),
            c.text(),
            c.toolCalls(),
            c.finishReason(),
            c.usage()));
    Work work = run.work();
    Usage usage = work.usage().plus(c.usage());
    if (c.toolCalls().isEmpty() && work.unseen().isEmpty()) {
      events.add(new RunCompleted(c.text(), usage));
    } else if (!work.mayGoOnAfter(run.step())) {
      events.add(new RunFailed(MAX_STEPS, tooLong(work), usage));
    } else if (c.toolCalls().isEmpty()) {
      events.add(new RunResumed(run.step() + 1));
    } else {
      events.addAll(
          ToolCalls.request(work.plan(), run.step(), c.toolCalls(), c.argumentErrors(), at));
    }
    return events;
  }

  private static String tooLong(Work work) {
    return "Expected the run to end within %d steps, but there is more to do"
        .formatted(work.plan().maxSteps());
  }

  static Decision<RunEvent> fail(Run run, FailModelAttempt c, Instant at) {
    return held(run, c.attemptId())
        .map(held -> Decision.accept(failed((Running) run, held, c, at)))
        .orElseGet(() -> superseded(run, c.attemptId()));
  }

  /// The attempt failed; another comes later where that may help and there is time for it.
  static List<RunEvent> failed(Running run, Attempting attempt, FailModelAttempt c, Instant at) {
    Plan.Retries retries = run.work().plan().retries();
    Duration own = retries.pause(attempt.attempt(), attempt.attemptId());
    Duration pause = c.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
    Instant retryAt = at.plus(pause);
    boolean again =
        c.retryable()
            && attempt.attempt() < retries.maxAttempts()
            && retryAt.isBefore(run.work().deadline());
    ModelAttemptFailed failed =
        new ModelAttemptFailed(
            run.step(),
            attempt.attempt(),
            c.code(),
            c.error(),
            c.retryable(),
            again ? Optional.of(retryAt) : Optional.empty());
    return again
        ? List.of(failed)
        : List.of(failed, new RunFailed(c.code(), c.error(), run.work().usage()));
  }

  private static Optional<Attempting> held(Run run, String attemptId) {
    return Run.attempt(run).filter(each -> each.attemptId().equals(attemptId));
  }

  private static Decision<RunEvent> superseded(Run run, String attemptId) {
    return switch (run) {
      case Run.NotStarted _, Run.Deleted _ -> RunDecider.unknown();
      case Queued _, Running _, Run.WaitingTool _, Run.Finished _ ->
          RunDecider.stale("attempt " + attemptId, run);
    };
  }
}
