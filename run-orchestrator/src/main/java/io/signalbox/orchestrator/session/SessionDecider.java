package io.signalbox.orchestrator.session;

import static io.signalbox.domain.Decision.accept;
import static io.signalbox.domain.Decision.reject;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.orchestrator.session.Session.Ended;
import io.signalbox.orchestrator.session.Session.OnActive;
import io.signalbox.orchestrator.session.Session.Open;
import io.signalbox.orchestrator.session.Session.Unknown;
import io.signalbox.orchestrator.session.SessionCommand.AdmitRun;
import io.signalbox.orchestrator.session.SessionCommand.CreateSession;
import io.signalbox.orchestrator.session.SessionCommand.DeleteSession;
import io.signalbox.orchestrator.session.SessionCommand.RecordRunEnd;
import io.signalbox.orchestrator.session.SessionCommand.TimeOutSession;
import io.signalbox.orchestrator.session.SessionEvent.RunEnded;
import io.signalbox.orchestrator.session.SessionEvent.RunInterrupted;
import io.signalbox.orchestrator.session.SessionEvent.RunQueued;
import io.signalbox.orchestrator.session.SessionEvent.RunReleased;
import io.signalbox.orchestrator.session.SessionEvent.RunStarted;
import io.signalbox.orchestrator.session.SessionEvent.SessionCreated;
import io.signalbox.orchestrator.session.SessionEvent.SessionDeleted;
import io.signalbox.orchestrator.session.SessionEvent.SessionExpired;
import java.time.Instant;
import java.util.Locale;

/// What a session makes of a command. One run at a time: the others wait in its queue.
public final class SessionDecider {
  /// Runs that may wait.
  static final int MOST_WAITING = 100;

  private SessionDecider() {}

  /// Pure: depends on nothing but its arguments.
  public static Decision<SessionEvent> decide(Session session, SessionCommand command) {
    return switch (command) {
      case CreateSession c -> create(session, c);
      case AdmitRun c -> admit(session, c);
      case RecordRunEnd c -> end(session, c);
      case DeleteSession _ -> delete(session);
      case TimeOutSession c -> timeOut(session, c.now());
    };
  }

  private static Decision<SessionEvent> create(Session session, CreateSession c) {
    return switch (session) {
      case Unknown _ -> accept(new SessionCreated(c.terms(), c.metadata()));
      case Open _, Ended _ -> accept();
    };
  }

  private static Decision<SessionEvent> admit(Session session, AdmitRun c) {
    return switch (session) {
      case Open open when open.isPresent(c.runId()) || open.over().contains(c.runId()) -> accept();
      case Open open ->
          open.active()
              .map(active -> admitBeside(open, active, c))
              .orElseGet(() -> accept(new RunStarted(c.runId())));
      case Ended ended ->
          reject(
              Rejection.CONFLICT,
              "Expected an open session, but this session is %s",
              ended.cause().name().toLowerCase(Locale.ROOT));
      case Unknown _ -> unknown();
    };
  }

  private static Decision<SessionEvent> admitBeside(Open session, String active, AdmitRun c) {
    return switch (c.onActive().orElse(session.terms().onActive())) {
      case OnActive.REJECT ->
          reject(Rejection.CONFLICT, "Expected no active run, but run %s is active", active);
      case OnActive.ENQUEUE ->
          enqueue(session, new RunQueued(c.runId(), session.waiting().size() + 1));
      case OnActive.INTERRUPT ->
          enqueue(session, new RunInterrupted(active, c.runId()), new RunQueued(c.runId(), 1));
    };
  }

  private static Decision<SessionEvent> enqueue(Open session, SessionEvent... events) {
    return session.waiting().size() < MOST_WAITING
        ? accept(events)
        : reject(
            Rejection.CONFLICT,
            "Expected at most %d runs to wait in the session, but there are as many",
            MOST_WAITING);
  }

  private static Decision<SessionEvent> end(Session session, RecordRunEnd c) {
    return switch (session) {
      case Open open when open.isPresent(c.runId()) -> end(open, c);
      case Open _, Ended _, Unknown _ -> accept();
    };
  }

  private static Decision<SessionEvent> end(Open session, RecordRunEnd c) {
    RunEnded ended = new RunEnded(c.runId(), c.outcome(), c.messages());
    return session.isActive(c.runId()) && !session.waiting().isEmpty()
        ? accept(ended, new RunReleased(session.waiting().getFirst()))
        : accept(ended);
  }

  private static Decision<SessionEvent> delete(Session session) {
    return switch (session) {
      case Open _ -> accept(new SessionDeleted());
      case Ended _ -> accept();
      case Unknown _ -> unknown();
    };
  }

  private static Decision<SessionEvent> timeOut(Session session, Instant now) {
    return Session.due(session).filter(due -> !now.isBefore(due)).isPresent()
        ? accept(new SessionExpired())
        : accept();
  }

  private static Decision<SessionEvent> unknown() {
    return reject(Rejection.NOT_FOUND, "Expected a session that exists, but there is none");
  }
}
