package io.signalbox.edge.views;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sessions, as published.
public interface SessionReads {

  /// One session, once the view has come to `seq`; empty until then, and when the tenant has none
  /// with this id.
  Mono<Session> session(String tenant, UUID sessionId, long seq);

  /// Sessions of a tenant that are not deleted, newest first.
  Flux<Session> sessions(String tenant, Keyset keyset);

  /// A session as it stands.
  ///
  /// @param status `open`, `expired` or `deleted`
  /// @param agentId the agent of runs that name none
  /// @param queued how many runs wait for their turn
  /// @param metadata a JSON object
  record Session(
      UUID sessionId,
      String status,
      @Nullable UUID agentId,
      String onActive,
      long idleTimeoutMs,
      @Nullable UUID activeRunId,
      long queued,
      @Nullable String metadata,
      Instant createdAt,
      Instant updatedAt) {

    /// Whether it takes runs.
    public boolean isOpen() {
      return status.equals("open");
    }

    /// Whether it was removed.
    public boolean isDeleted() {
      return status.equals("deleted");
    }
  }
}
