package io.signalbox.orchestrator.session.kafka;

import io.signalbox.orchestrator.session.Session.Terms;
import io.signalbox.orchestrator.session.SessionEvent;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.session.SessionCreated;
import io.signalbox.schemas.session.SessionDeleted;
import io.signalbox.schemas.session.SessionExpired;
import io.signalbox.schemas.session.SessionRunEnded;
import io.signalbox.schemas.session.SessionRunInterrupted;
import io.signalbox.schemas.session.SessionRunQueued;
import io.signalbox.schemas.session.SessionRunReleased;
import io.signalbox.schemas.session.SessionRunStarted;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;

/// The domain's events as they stand in the log.
final class SessionEvents {
  private SessionEvents() {}

  static io.signalbox.schemas.session.SessionEvent record(SessionEvent event, Envelope envelope) {
    return io.signalbox.schemas.session.SessionEvent.newBuilder()
        .setEnvelope(envelope)
        .setPayload(payload(event))
        .build();
  }

  private static SpecificRecord payload(SessionEvent event) {
    return switch (event) {
      case SessionEvent.SessionCreated e -> created(e);
      case SessionEvent.RunStarted e -> SessionRunStarted.newBuilder().setRunId(e.runId()).build();
      case SessionEvent.RunQueued e ->
          SessionRunQueued.newBuilder().setRunId(e.runId()).setPosition(e.position()).build();
      case SessionEvent.RunInterrupted e ->
          SessionRunInterrupted.newBuilder().setRunId(e.runId()).setBy(e.by()).build();
      case SessionEvent.RunReleased e ->
          SessionRunReleased.newBuilder().setRunId(e.runId()).build();
      case SessionEvent.RunEnded e ->
          SessionRunEnded.newBuilder().setRunId(e.runId()).setStatus(wire(e.outcome())).build();
      case SessionEvent.SessionExpired _ -> SessionExpired.newBuilder().build();
      case SessionEvent.SessionDeleted _ -> SessionDeleted.newBuilder().build();
    };
  }

  private static SessionCreated created(SessionEvent.SessionCreated event) {
    Terms terms = event.terms();
    return SessionCreated.newBuilder()
        .setAgentId(terms.agentId().orElse(null))
        .setOnActive(wire(terms.onActive()))
        .setIdleTimeoutMs(terms.idleTimeout().toMillis())
        .setMetadata(event.metadata())
        .build();
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
