package io.signalbox.edge.hsafa;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.signalbox.edge.views.SessionReads.Session;
import io.signalbox.kit.json.WireJson;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A session as this dialect shows it.
///
/// @param id the same as `sessionId`
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionJson(
    UUID id,
    UUID sessionId,
    String status,
    @Nullable UUID agentId,
    String onActive,
    long idleTimeoutMs,
    @Nullable UUID activeRunId,
    long queued,
    @Nullable JsonNode metadata,
    Instant createdAt,
    Instant updatedAt) {

  static SessionJson of(Session session) {
    String metadata = session.metadata();
    return new SessionJson(
        session.sessionId(),
        session.sessionId(),
        session.status(),
        session.agentId(),
        session.onActive(),
        session.idleTimeoutMs(),
        session.activeRunId(),
        session.queued(),
        metadata == null ? null : WireJson.json(metadata),
        session.createdAt(),
        session.updatedAt());
  }
}
