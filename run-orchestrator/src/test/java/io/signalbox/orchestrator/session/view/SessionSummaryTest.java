package io.signalbox.orchestrator.session.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.orchestrator.session.view.SessionSummary.Runs;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.session.SessionCreated;
import io.signalbox.schemas.session.SessionDeleted;
import io.signalbox.schemas.session.SessionEvent;
import io.signalbox.schemas.session.SessionExpired;
import io.signalbox.schemas.session.SessionRunEnded;
import io.signalbox.schemas.session.SessionRunInterrupted;
import io.signalbox.schemas.session.SessionRunQueued;
import io.signalbox.schemas.session.SessionRunReleased;
import io.signalbox.schemas.session.SessionRunStarted;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

class SessionSummaryTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final UUID SESSION = new UUID(9, 9);
  private static final UUID ONE = new UUID(1, 1);
  private static final UUID TWO = new UUID(2, 2);
  private static final UUID THREE = new UUID(3, 3);

  private SessionSummary session =
      SessionSummary.created(envelope(1), (SessionCreated) created().getPayload());

  @Test
  void shouldBeOpenAndIdleAtFirst() {
    assertThat(session.status()).isEqualTo("open");
    assertThat(session.runs()).isEqualTo(Runs.NONE);
    assertThat(session.origin().onActive()).isEqualTo("enqueue");
    assertThat(session.origin().metadata()).isEqualTo("{\"a\":1}");
    assertThat(session.updatedAt()).isEqualTo(AT);
  }

  @Test
  void shouldCountTheRunsThatWait() {
    // when
    then(new SessionRunStarted(ONE.toString()));
    then(new SessionRunQueued(TWO.toString(), 1));
    then(new SessionRunQueued(THREE.toString(), 2));
    assertThat(session.runs()).isEqualTo(new Runs(ONE, Set.of(TWO, THREE)));
    then(new SessionRunEnded(ONE.toString(), "completed"));
    assertThat(session.runs()).isEqualTo(new Runs(null, Set.of(TWO, THREE)));
    then(new SessionRunReleased(TWO.toString()));
    assertThat(session.runs()).isEqualTo(new Runs(TWO, Set.of(THREE)));
    then(new SessionRunEnded(THREE.toString(), "canceled"));
    // then
    assertThat(session.runs()).isEqualTo(new Runs(TWO, Set.of()));
    assertThat(session.lastSeq()).isEqualTo(7);
  }

  @Test
  void shouldCountARunThatInterruptsOnce() {
    // when
    then(new SessionRunStarted(ONE.toString()));
    then(new SessionRunInterrupted(ONE.toString(), TWO.toString()));
    then(new SessionRunQueued(TWO.toString(), 1));
    // then
    assertThat(session.runs()).isEqualTo(new Runs(ONE, Set.of(TWO)));
  }

  @Test
  void shouldEndWithoutRuns() {
    // when
    then(new SessionRunStarted(ONE.toString()));
    then(SessionDeleted.newBuilder().build());
    // then
    assertThat(session.status()).isEqualTo("deleted");
    assertThat(session.runs()).isEqualTo(Runs.NONE);
  }

  @Test
  void shouldExpire() {
    // when
    then(SessionExpired.newBuilder().build());
    // then
    assertThat(session.status()).isEqualTo("expired");
    assertThat(session.updatedAt()).isEqualTo(AT.plusSeconds(1));
  }

  @Test
  void shouldOnlyMoveOnAtAnEventOfALaterVersion() {
    // when
    then(new GenericData.Record(SchemaBuilder.record("SessionPraised").fields().endRecord()));
    // then
    assertThat(session.status()).isEqualTo("open");
    assertThat(session.lastSeq()).isEqualTo(2);
  }

  @Test
  void shouldChangeNothingAtAnEventThatItHasSeen() {
    // given
    SessionSummary before = session;
    // then
    assertThat(session.on(created())).isSameAs(before);
  }

  private void then(Object payload) {
    session = session.on(event(session.lastSeq() + 1, payload));
  }

  private static SessionEvent created() {
    return event(
        1,
        SessionCreated.newBuilder()
            .setOnActive("enqueue")
            .setIdleTimeoutMs(60_000)
            .setMetadata("{\"a\":1}")
            .build());
  }

  private static SessionEvent event(long seq, Object payload) {
    return new SessionEvent(envelope(seq), payload);
  }

  private static Envelope envelope(long seq) {
    Envelope envelope =
        Envelopes.command(
            "t", SESSION.toString(), new Actor("user", "u"), AT.plusSeconds(seq - 1), null);
    return Envelope.newBuilder(envelope).setSeq(seq).build();
  }
}
