package io.signalbox.orchestrator.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The state of a session: a conversation whose runs go one at a time.
///
/// ```
/// Unknown → Open → Ended
/// ```
public sealed interface Session {
  /// How many runs that are over are remembered, so that admitting one again changes nothing.
  int MOST_OVER = 100;

  /// Nothing happened yet.
  record Unknown() implements Session {}

  /// Takes runs.
  ///
  /// @param active the run that may work
  /// @param waiting the runs that come after it, the next one first
  /// @param over the last runs that ended, the newest last
  /// @param history what was said in them, as far as it is remembered
  record Open(
      Terms terms,
      Optional<String> active,
      List<String> waiting,
      List<String> over,
      List<Utterance> history,
      Instant lastActivity)
      implements Session {
    public Open {
      waiting = List.copyOf(waiting);
      over = List.copyOf(over);
      history = List.copyOf(history);
    }

    boolean isActive(String runId) {
      return active.filter(runId::equals).isPresent();
    }

    boolean isPresent(String runId) {
      return isActive(runId) || waiting.contains(runId);
    }

    /// When the session is over if nothing happens before; empty = not while this state lasts.
    Optional<Instant> idleUntil() {
      return active.isPresent() || !waiting.isEmpty() || terms.idleTimeout().isZero()
          ? Optional.empty()
          : Optional.of(lastActivity.plus(terms.idleTimeout()));
    }

    private Open at(Instant at) {
      return at.isAfter(lastActivity) ? new Open(terms, active, waiting, over, history, at) : this;
    }

    private Open begun(String runId) {
      List<String> others = waiting.stream().filter(each -> !each.equals(runId)).toList();
      return new Open(terms, Optional.of(runId), others, over, history, lastActivity);
    }

    private Open queued(String runId, int position) {
      List<String> more = new ArrayList<>(waiting);
      more.add(position - 1, runId);
      return new Open(terms, active, more, over, history, lastActivity);
    }

    private Open ended(String runId, List<Utterance> messages) {
      List<String> others = waiting.stream().filter(each -> !each.equals(runId)).toList();
      List<String> ended = new ArrayList<>(over);
      ended.add(runId);
      List<Utterance> said = new ArrayList<>(history);
      said.addAll(messages);
      return new Open(
          terms,
          active.filter(each -> !each.equals(runId)),
          others,
          ended.subList(Math.max(0, ended.size() - MOST_OVER), ended.size()),
          History.newest(said, History.TOKENS),
          lastActivity);
    }
  }

  /// It is over; what was said is forgotten.
  record Ended(Cause cause) implements Session {}

  /// Why a session is over. The wire names are the lower-case names.
  enum Cause {
    EXPIRED,
    DELETED
  }

  /// What becomes of a run that comes while one is active. The wire names are the lower-case names.
  enum OnActive {
    /// It waits behind those that came before it.
    ENQUEUE,
    /// It is refused.
    REJECT,
    /// The active run is canceled, and it is the next.
    INTERRUPT
  }

  /// What a session was opened with.
  ///
  /// @param agentId the agent of runs that name none
  /// @param idleTimeout how long the session lives without an active run; zero = for ever
  record Terms(Optional<String> agentId, OnActive onActive, Duration idleTimeout) {
    public Terms {
      if (idleTimeout.isNegative()) {
        throw new IllegalArgumentException(
            "Expected idleTimeout to be 0 or more, but got " + idleTimeout);
      }
    }
  }

  /// When the session must be looked at if nothing happens before; empty = never.
  static Optional<Instant> due(Session session) {
    return switch (session) {
      case Open open -> open.idleUntil();
      case Unknown _, Ended _ -> Optional.empty();
    };
  }

  /// The state after an event.
  ///
  /// @param at when the event happened
  /// @throws IllegalStateException when the event cannot follow: the log is corrupt
  static Session evolve(Session session, SessionEvent event, Instant at) {
    return switch (event) {
      case SessionEvent.SessionCreated e ->
          new Open(e.terms(), Optional.empty(), List.of(), List.of(), List.of(), at);
      case SessionEvent.RunStarted e -> open(session).begun(e.runId()).at(at);
      case SessionEvent.RunQueued e -> open(session).queued(e.runId(), e.position()).at(at);
      case SessionEvent.RunInterrupted _ -> open(session).at(at);
      case SessionEvent.RunReleased e -> open(session).begun(e.runId()).at(at);
      case SessionEvent.RunEnded e -> open(session).ended(e.runId(), e.messages()).at(at);
      case SessionEvent.SessionExpired _ -> new Ended(Cause.EXPIRED);
      case SessionEvent.SessionDeleted _ -> new Ended(Cause.DELETED);
    };
  }

  private static Open open(Session session) {
    return switch (session) {
      case Open open -> open;
      case Unknown _, Ended _ ->
          throw new IllegalStateException(
              "Expected an open session, but it is " + session.getClass().getSimpleName());
    };
  }
}
