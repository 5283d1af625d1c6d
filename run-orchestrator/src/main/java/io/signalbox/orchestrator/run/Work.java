package io.signalbox.orchestrator.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a run carries from step to step.
///
/// @param firstStep number of its first step
/// @param unseen messages that came since the last model call was asked for
/// @param deadline when the run ends at the latest
/// @param lastEvent when something happened last
/// @param silent whether the log says that nothing has happened since
public record Work(
    Plan plan,
    Optional<String> sessionId,
    int firstStep,
    Usage usage,
    List<Message> unseen,
    Instant deadline,
    Instant lastEvent,
    boolean silent) {
  public Work {
    unseen = List.copyOf(unseen);
  }

  static Work of(Start start, Instant at) {
    return new Work(
        start.plan(),
        start.sessionId(),
        start.firstStep(),
        Usage.NONE,
        List.of(),
        at.plus(start.plan().timeouts().run()),
        at,
        false);
  }

  /// Whether another step is allowed after this one.
  boolean mayGoOnAfter(int step) {
    return step - firstStep + 1 < plan.maxSteps();
  }

  Work at(Instant at) {
    return new Work(plan, sessionId, firstStep, usage, unseen, deadline, at, false);
  }

  Work silenced() {
    return new Work(plan, sessionId, firstStep, usage, unseen, deadline, lastEvent, true);
  }

  Work with(Usage more) {
    return new Work(
        plan, sessionId, firstStep, usage.plus(more), unseen, deadline, lastEvent, silent);
  }

  Work with(Message appended) {
    List<Message> more = new ArrayList<>(unseen);
    more.add(appended);
    return withUnseen(more);
  }

  Work seen() {
    return withUnseen(List.of());
  }

  private Work withUnseen(List<Message> messages) {
    return new Work(plan, sessionId, firstStep, usage, messages, deadline, lastEvent, silent);
  }
}
