package io.signalbox.kit.kafka;

import io.signalbox.kit.Ids;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Makes envelopes: for a command at its origin, and for what a record causes.
public final class Envelopes {
  private Envelopes() {}

  /// The envelope of a command at its origin; nobody waits for an answer until [Commands] says so.
  public static Envelope command(
      String tenantId,
      String aggregateId,
      Actor actor,
      Instant now,
      @Nullable String correlationId) {
    return Envelope.newBuilder()
        .setEventId(Ids.next())
        .setTenantId(tenantId)
        .setAggregateId(aggregateId)
        .setOccurredAt(now.truncatedTo(ChronoUnit.MICROS))
        .setActor(actor)
        .setCorrelationId(correlationId)
        .build();
  }

  /// The envelope of an event that a command caused. It happened when the command says so.
  public static Envelope event(Envelope cause, String aggregateId, long seq) {
    return caused(cause, aggregateId).setSeq(seq).build();
  }

  /// The envelope of a command, request or answer that a record caused.
  public static Envelope message(Envelope cause, String aggregateId) {
    return caused(cause, aggregateId).build();
  }

  private static Envelope.Builder caused(Envelope cause, String aggregateId) {
    return Envelope.newBuilder(cause)
        .setEventId(Ids.next())
        .setAggregateId(aggregateId)
        .setSeq(0)
        .setCausationId(cause.getEventId())
        .setReplyTo(null);
  }
}
