package io.signalbox.orchestrator.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a run carries from step to step.
///
/// @param firstStep number of its first step
/// @param unseen messages that came since the last model call was asked for
/// @param appended ids of the newest messages that came while the run was under way, at most
///   [#MOST_REMEMBERED]: a repeated one is not said twice
/// @param deadline when the run ends at the latest
/// @param lastEvent when something happened last
/// @param silent whether the log says that nothing has happened since
/// @param device the device that got a call of the run last; null = none did
public record Work(
    Plan plan,
    Optional<String> sessionId,
    int firstStep,
    Usage usage,
    List<Message> unseen,
    List<String> appended,
    Instant deadline,
    Instant lastEvent,
    boolean silent,
    @Nullable String device) {
  /// How many ids of appended messages are remembered; no fewer than may wait unseen.
  static final int MOST_REMEMBERED = 100;

  public Work {
    unseen = List.copyOf(unseen);
    appended = List.copyOf(appended);
  }

  static Work of(Start start, Instant at) {
    return new Work(
        start.plan(),
        start.sessionId(),
        start.firstStep(),
        Usage.NONE,
        List.of(),
        List.of(),
        at.plus(start.plan().timeouts().run()),
        at,
        false,
        null);
  }

  /// Whether another step is allowed after this one.
  boolean mayGoOnAfter(int step) {
    return step - firstStep + 1 < plan.maxSteps();
  }

  /// Whether a message has been appended already, as far as is remembered.
  boolean knows(String messageId) {
    return appended.contains(messageId);
  }

  /// Something happened. Clocks differ: the latest time counts.
  Work at(Instant at) {
    return with(at.isAfter(lastEvent) ? at : lastEvent, false);
  }

  Work silenced() {
    return with(lastEvent, true);
  }

  private Work with(Instant last, boolean nowSilent) {
    return new Work(
        plan, sessionId, firstStep, usage, unseen, appended, deadline, last, nowSilent, device);
  }

  Work with(Usage more) {
    return new Work(
        plan,
        sessionId,
        firstStep,
        usage.plus(more),
        unseen,
        appended,
        deadline,
        lastEvent,
        silent,
        device);
  }

  /// A device got a call.
  Work on(String deviceId) {
    return new Work(
        plan, sessionId, firstStep, usage, unseen, appended, deadline, lastEvent, silent, deviceId);
  }

  Work with(Message message) {
    List<Message> more = new ArrayList<>(unseen);
    more.add(message);
    List<String> ids = new ArrayList<>(appended);
    ids.add(message.id());
    return with(more, ids.subList(Math.max(0, ids.size() - MOST_REMEMBERED), ids.size()));
  }

  Work seen() {
    return with(List.of(), appended);
  }

  private Work with(List<Message> messages, List<String> ids) {
    return new Work(
        plan, sessionId, firstStep, usage, messages, ids, deadline, lastEvent, silent, device);
  }
}
