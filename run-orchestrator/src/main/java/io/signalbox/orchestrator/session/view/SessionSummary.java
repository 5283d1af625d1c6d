package io.signalbox.orchestrator.session.view;

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
import java.util.TreeSet;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// What a list of sessions shows of one session.
///
/// @param status open, expired or deleted
/// @param lastSeq seq of the newest event in it; older events change nothing
record SessionSummary(Origin origin, String status, Runs runs, Instant updatedAt, long lastSeq) {

  /// What a session is from its start on.
  ///
  /// @param agentId the agent of runs that name none
  /// @param metadata free JSON object of the caller
  record Origin(
      UUID sessionId,
      String tenantId,
      @Nullable UUID agentId,
      String onActive,
      long idleTimeoutMs,
      @Nullable String metadata,
      Instant createdAt) {}

  /// Runs of the session that are not over.
  ///
  /// @param active the one whose turn it is
  /// @param waiting those that wait for their turn
  record Runs(@Nullable UUID active, Set<UUID> waiting) {
    static final Runs NONE = new Runs(null, Set.of());

    Runs {
      waiting = Set.copyOf(waiting);
    }

    Runs begun(UUID run) {
      return new Runs(run, without(run));
    }

    Runs queued(UUID run) {
      Set<UUID> more = new TreeSet<>(waiting);
      more.add(run);
      return new Runs(active, more);
    }

    Runs ended(UUID run) {
      return new Runs(run.equals(active) ? null : active, without(run));
    }

    private Set<UUID> without(UUID run) {
      Set<UUID> fewer = new TreeSet<>(waiting);
      fewer.remove(run);
      return fewer;
    }
  }

  /// The summary of a session that has just been opened.
  static SessionSummary created(Envelope envelope, SessionCreated event) {
    Instant at = envelope.getOccurredAt();
    Origin origin =
        new Origin(
            UUID.fromString(envelope.getAggregateId()),
            envelope.getTenantId(),
            event.getAgentId() == null ? null : UUID.fromString(event.getAgentId()),
            event.getOnActive(),
            event.getIdleTimeoutMs(),
            event.getMetadata(),
            at);
    return new SessionSummary(origin, event.getStatus(), Runs.NONE, at, envelope.getSeq());
  }

  /// The summary after an event; pure. An event of a later version only moves it on.
  SessionSummary on(SessionEvent event) {
    if (event.getEnvelope().getSeq() <= lastSeq) {
      return this;
    }
    return switch (event.getPayload()) {
      case SessionCreated e -> next(event, e.getStatus(), runs);
      case SessionRunStarted e -> next(event, status, runs.begun(id(e.getRunId())));
      case SessionRunReleased e -> next(event, status, runs.begun(id(e.getRunId())));
      case SessionRunQueued e -> next(event, status, runs.queued(id(e.getRunId())));
      case SessionRunInterrupted e -> next(event, status, runs.queued(id(e.getBy())));
      case SessionRunEnded e -> next(event, status, runs.ended(id(e.getRunId())));
      case SessionExpired e -> next(event, e.getStatus(), Runs.NONE);
      case SessionDeleted e -> next(event, e.getStatus(), Runs.NONE);
      case SpecificRecord other ->
          throw new IllegalStateException(
              "Expected a session's event, but got " + other.getClass());
      default -> next(event, status, runs);
    };
  }

  private SessionSummary next(SessionEvent event, String status, Runs runs) {
    Envelope envelope = event.getEnvelope();
    return new SessionSummary(origin, status, runs, envelope.getOccurredAt(), envelope.getSeq());
  }

  private static UUID id(String text) {
    return UUID.fromString(text);
  }
}
