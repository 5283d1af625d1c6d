package io.signalbox.orchestrator.session;

import io.signalbox.orchestrator.session.Session.OnActive;
import io.signalbox.orchestrator.session.Session.Terms;
import io.signalbox.orchestrator.session.SessionCommand.AdmitRun;
import io.signalbox.orchestrator.session.SessionCommand.Outcome;
import io.signalbox.orchestrator.session.SessionCommand.RecordRunEnd;
import io.signalbox.orchestrator.session.SessionEvent.RunEnded;
import io.signalbox.orchestrator.session.SessionEvent.RunQueued;
import io.signalbox.orchestrator.session.SessionEvent.RunStarted;
import io.signalbox.orchestrator.session.SessionEvent.SessionCreated;
import io.signalbox.orchestrator.session.Utterance.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Sessions in all their states, and what is said to them.
public final class Sessions {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  public static final Duration IDLE = Duration.ofHours(1);

  private Sessions() {}

  public static Terms terms(OnActive onActive) {
    return new Terms(Optional.of("agent"), onActive, IDLE);
  }

  public static SessionEvent created() {
    return new SessionCreated(terms(OnActive.ENQUEUE), null);
  }

  public static AdmitRun admit(String runId) {
    return new AdmitRun(runId, Optional.empty());
  }

  public static AdmitRun admit(String runId, OnActive onActive) {
    return new AdmitRun(runId, Optional.of(onActive));
  }

  public static RecordRunEnd end(String runId, Utterance... said) {
    return new RecordRunEnd(runId, Outcome.COMPLETED, List.of(said));
  }

  public static RunEnded ended(String runId, Utterance... said) {
    return new RunEnded(runId, Outcome.COMPLETED, List.of(said));
  }

  /// A session with an active run, `a`.
  public static SessionEvent[] busy() {
    return new SessionEvent[] {created(), new RunStarted("a")};
  }

  /// A session with an active run, `a`, and two that wait: `b`, `c`.
  public static SessionEvent[] crowded() {
    return and(busy(), new RunQueued("b", 1), new RunQueued("c", 2));
  }

  /// These events and some more.
  public static SessionEvent[] and(SessionEvent[] events, SessionEvent... more) {
    return Stream.concat(Stream.of(events), Stream.of(more)).toArray(SessionEvent[]::new);
  }

  public static Utterance user(String text) {
    return new Utterance("m-" + text.length(), "user", text, null, List.of(), null, null);
  }

  public static Utterance assistant(String text, Asked... calls) {
    return new Utterance("a", "assistant", text, null, List.of(calls), null, null);
  }

  public static Utterance answer(String callId, String json) {
    return new Utterance(callId, "tool", json, null, List.of(), callId, "lookup");
  }

  public static Asked call(String callId) {
    return new Asked(callId, "lookup", "{}");
  }

  /// The state after these events, all at noon.
  public static Session after(SessionEvent... events) {
    Session session = new Session.Unknown();
    for (SessionEvent event : events) {
      session = Session.evolve(session, event, NOON);
    }
    return session;
  }
}
