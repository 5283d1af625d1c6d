package io.signalbox.orchestrator.session;

import static io.signalbox.orchestrator.session.Sessions.IDLE;
import static io.signalbox.orchestrator.session.Sessions.NOON;
import static io.signalbox.orchestrator.session.Sessions.admit;
import static io.signalbox.orchestrator.session.Sessions.after;
import static io.signalbox.orchestrator.session.Sessions.and;
import static io.signalbox.orchestrator.session.Sessions.busy;
import static io.signalbox.orchestrator.session.Sessions.created;
import static io.signalbox.orchestrator.session.Sessions.crowded;
import static io.signalbox.orchestrator.session.Sessions.end;
import static io.signalbox.orchestrator.session.Sessions.ended;
import static io.signalbox.orchestrator.session.Sessions.terms;
import static io.signalbox.orchestrator.session.Sessions.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.orchestrator.session.Session.OnActive;
import io.signalbox.orchestrator.session.Session.Open;
import io.signalbox.orchestrator.session.Session.Terms;
import io.signalbox.orchestrator.session.SessionCommand.CreateSession;
import io.signalbox.orchestrator.session.SessionCommand.DeleteSession;
import io.signalbox.orchestrator.session.SessionCommand.Outcome;
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
import io.signalbox.orchestrator.session.kafka.StoredSession;
import io.signalbox.testing.Decider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionDeciderTest {
  private static final TimeOutSession DUE = new TimeOutSession(NOON.plus(IDLE));

  private final Decider<Session, SessionCommand, SessionEvent> sessions =
      new Decider<>(
          new Session.Unknown(),
          SessionDecider::decide,
          (session, event) -> Session.evolve(session, event, NOON),
          StoredSession::writtenAndRead);

  @Test
  void shouldOpenASessionOnce() {
    CreateSession create = new CreateSession(terms(OnActive.REJECT), "{}");
    sessions.given().when(create).then(new SessionCreated(terms(OnActive.REJECT), "{}"));
    sessions.given(created()).when(create).then();
    sessions.given(created(), new SessionExpired()).when(create).then();
  }

  @Test
  void shouldStartARunAtOnceWhereNoneIsActive() {
    sessions.given(created()).when(admit("a")).then(new RunStarted("a"));
    sessions.given(and(busy(), ended("a"))).when(admit("b")).then(new RunStarted("b"));
  }

  @Test
  void shouldQueueRunsBehindThoseThatCameBefore() {
    sessions.given(busy()).when(admit("b")).then(new RunQueued("b", 1));
    sessions.given(crowded()).when(admit("d")).then(new RunQueued("d", 3));
  }

  @Test
  void shouldNameTheActiveRunWhenItRefusesAnother() {
    SessionEvent rejecting = new SessionCreated(terms(OnActive.REJECT), null);
    sessions
        .given(rejecting, new RunStarted("a"))
        .when(admit("b"))
        .thenRejected(Rejection.CONFLICT);
    assertThat(SessionDecider.decide(after(busy()), admit("b", OnActive.REJECT)))
        .isEqualTo(
            Decision.reject(Rejection.CONFLICT, "Expected no active run, but run a is active"));
  }

  @Test
  void shouldPutARunThatInterruptsBeforeThoseThatWait() {
    sessions
        .given(crowded())
        .when(admit("d", OnActive.INTERRUPT))
        .then(new RunInterrupted("a", "d"), new RunQueued("d", 1));
    assertThat(open(and(crowded(), new RunInterrupted("a", "d"), new RunQueued("d", 1))).waiting())
        .containsExactly("d", "b", "c");
  }

  @Test
  void shouldLetTheRunDecideAgainstThePolicyOfItsSession() {
    SessionEvent rejecting = new SessionCreated(terms(OnActive.REJECT), null);
    sessions
        .given(rejecting, new RunStarted("a"))
        .when(admit("b", OnActive.ENQUEUE))
        .then(new RunQueued("b", 1));
  }

  @Test
  void shouldAdmitARunOnce() {
    sessions.given(crowded()).when(admit("a")).then();
    sessions.given(crowded()).when(admit("b", OnActive.INTERRUPT)).then();
    sessions.given(and(busy(), ended("a"))).when(admit("a")).then();
  }

  @Test
  void shouldRememberTheLastHundredRunsThatEnded() {
    SessionEvent[] events = {created()};
    for (int i = 0; i <= Session.MOST_OVER; i++) {
      events = and(events, new RunStarted("r" + i), ended("r" + i));
    }
    assertThat(open(events).over()).hasSize(Session.MOST_OVER).doesNotContain("r0").contains("r1");
  }

  @ParameterizedTest
  @EnumSource(
      value = OnActive.class,
      names = {"ENQUEUE", "INTERRUPT"})
  void shouldRefuseARunWhenTooManyWait(OnActive onActive) {
    SessionEvent[] waiting =
        IntStream.rangeClosed(1, SessionDecider.MOST_WAITING)
            .mapToObj(i -> new RunQueued("w" + i, i))
            .toArray(SessionEvent[]::new);
    sessions
        .given(and(busy(), waiting))
        .when(admit("late", onActive))
        .thenRejected(Rejection.CONFLICT);
  }

  @ParameterizedTest
  @EnumSource
  void shouldReleaseTheNextHoweverTheActiveRunEnds(Outcome outcome) {
    sessions
        .given(crowded())
        .when(new RecordRunEnd("a", outcome, List.of(user("hi"))))
        .then(new RunEnded("a", outcome, List.of(user("hi"))), new RunReleased("b"));
  }

  @Test
  void shouldBeIdleAfterTheLastRun() {
    sessions.given(busy()).when(end("a")).then(ended("a"));
  }

  @Test
  void shouldLetARunThatWaitsLeaveTheQueue() {
    sessions.given(crowded()).when(end("b")).then(ended("b"));
    assertThat(open(and(crowded(), ended("b"))).waiting()).containsExactly("c");
  }

  @Test
  void shouldNotMindTheEndOfARunThatItDoesNotKnow() {
    sessions.given().when(end("x")).then();
    sessions.given(crowded()).when(end("x")).then();
    sessions.given(and(busy(), ended("a"))).when(end("a")).then();
  }

  @Test
  void shouldRememberWhatWasSaidInFailedAndCanceledRunsToo() {
    SessionEvent failed = new RunEnded("a", Outcome.FAILED, List.of(user("first")));
    SessionEvent canceled = new RunEnded("b", Outcome.CANCELED, List.of(user("second")));
    assertThat(open(and(crowded(), failed, new RunReleased("b"), canceled)).history())
        .containsExactly(user("first"), user("second"));
  }

  @Test
  void shouldExpireWhenIdleForLongEnough() {
    sessions.given(created()).when(DUE).then(new SessionExpired());
    sessions.given(and(busy(), ended("a"))).when(DUE).then(new SessionExpired());
    sessions.given(created()).when(new TimeOutSession(DUE.now().minusMillis(1))).then();
  }

  @Test
  void shouldNotExpireWhileARunIsActive() {
    sessions.given(busy()).when(DUE).then();
    assertThat(Session.due(after(busy()))).isEmpty();
  }

  @Test
  void shouldCountIdlenessFromTheLastThingThatHappened() {
    Session later = Session.evolve(after(busy()), ended("a"), NOON.plusSeconds(5));
    assertThat(Session.due(later)).contains(DUE.now().plusSeconds(5));
    assertThat(Session.due(Session.evolve(later, new RunStarted("b"), NOON))).isEmpty();
  }

  @Test
  void shouldNeverExpireWithoutATimeout() {
    SessionEvent lasting =
        new SessionCreated(new Terms(Optional.empty(), OnActive.ENQUEUE, Duration.ZERO), null);
    sessions.given(lasting).when(new TimeOutSession(NOON.plus(Duration.ofDays(999)))).then();
    assertThat(Session.due(after(lasting))).isEmpty();
  }

  @Test
  void shouldForgetAllWhenItIsDeleted() {
    sessions.given(crowded()).when(new DeleteSession()).then(new SessionDeleted());
    sessions.given(created(), new SessionDeleted()).when(new DeleteSession()).then();
    sessions.given().when(new DeleteSession()).thenRejected(Rejection.NOT_FOUND);
    assertThat(after(and(crowded(), new SessionDeleted())))
        .isEqualTo(new Session.Ended(Session.Cause.DELETED));
  }

  @Test
  void shouldRefuseARunOfASessionThatIsOverOrUnknown() {
    sessions
        .given(created(), new SessionDeleted())
        .when(admit("a"))
        .thenRejected(Rejection.CONFLICT);
    sessions.given().when(admit("a")).thenRejected(Rejection.NOT_FOUND);
    assertThat(SessionDecider.decide(after(created(), new SessionExpired()), admit("a")))
        .isEqualTo(
            Decision.reject(
                Rejection.CONFLICT, "Expected an open session, but this session is expired"));
  }

  @Test
  void shouldNotMindWhatComesAfterItsEnd() {
    sessions.given(and(crowded(), new SessionDeleted())).when(end("a")).then();
    sessions.given(created(), new SessionExpired()).when(DUE).then();
    sessions.given(created(), new SessionExpired()).when(new DeleteSession()).then();
  }

  private static Open open(SessionEvent... events) {
    return (Open) after(events);
  }
}
