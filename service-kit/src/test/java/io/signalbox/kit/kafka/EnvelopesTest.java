package io.signalbox.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EnvelopesTest {
  private static final Actor ACTOR = new Actor("user", "me");
  private static final Instant NANOS = Instant.parse("2026-01-02T03:04:05.678901234Z");

  @Test
  void shouldBeginWithNobodyWaiting() {
    // when
    Envelope envelope = Envelopes.command("t", "r1", ACTOR, NANOS, null);

    // then
    assertThat(envelope.getEventId().version()).isEqualTo(7);
    assertThat(envelope.getSeq()).isZero();
    assertThat(envelope.getReplyTo()).isNull();
    assertThat(envelope.getCausationId()).isNull();
  }

  @Test
  void shouldKeepNoMoreOfATimeThanTheWireDoes() {
    assertThat(Envelopes.command("t", "r1", ACTOR, NANOS, null).getOccurredAt())
        .isEqualTo(Instant.parse("2026-01-02T03:04:05.678901Z"));
  }

  @Test
  void shouldNumberEventsOnly() {
    // given
    Envelope cause = Envelopes.command("t", "r1", ACTOR, NANOS, "c");

    // when
    Envelope event = Envelopes.event(cause, "r1", 7);
    Envelope message = Envelopes.message(event, "call-1");

    // then
    assertThat(event.getSeq()).isEqualTo(7);
    assertThat(message.getSeq()).isZero();
    assertThat(message.getCausationId()).isEqualTo(event.getEventId());
    assertThat(message.getAggregateId()).isEqualTo("call-1");
    assertThat(message.getCorrelationId()).isEqualTo("c");
  }

  @Test
  void shouldSayWhichRecordHasNoEnvelope() {
    assertThatThrownBy(() -> WireRecords.envelope(ACTOR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected a record with the field 'envelope', but got io.signalbox.schemas.Actor");
  }
}
