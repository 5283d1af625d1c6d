package io.signalbox.edge.views;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Runs, as published.
public interface RunReads {

  /// One run; empty when the tenant has none with this id.
  Mono<Run> run(String tenant, UUID runId);

  /// One run, once the view has come to `seq`; empty until then.
  Mono<Run> run(String tenant, UUID runId, long seq);

  /// Runs of a tenant, newest first.
  Flux<Run> runs(String tenant, Filter filter, Keyset keyset);

  /// Whether the tenant had a run with this id that is deleted.
  Mono<Boolean> isDeleted(String tenant, UUID runId);

  /// Which runs are wanted; null = no matter.
  ///
  /// @param since created then or later
  record Filter(
      @Nullable UUID agentId,
      @Nullable String status,
      @Nullable UUID sessionId,
      @Nullable Instant since) {}

  /// A run as it stands.
  ///
  /// @param oldestSeq seq of the oldest event that is kept
  /// @param agentName null while the view of agents does not have it
  /// @param agentVersion tag of the version; null while the view of agents does not have it
  /// @param metadata a JSON object
  /// @param waitingFor of one that waits: tools, or approval while somebody has to approve a call;
  ///   null = it does not wait
  record Run(
      UUID runId,
      UUID agentId,
      UUID agentVersionId,
      String status,
      Times times,
      Origin origin,
      long lastSeq,
      long oldestSeq,
      @Nullable String errorCode,
      @Nullable String errorMessage,
      @Nullable String outputText,
      long inputTokens,
      long outputTokens,
      @Nullable String metadata,
      @Nullable String agentName,
      @Nullable String agentVersion,
      @Nullable String waitingFor) {
    private static final Set<String> OVER = Set.of("completed", "failed", "canceled");

    /// Whether nothing can happen to it any more.
    public boolean isOver() {
      return OVER.contains(status);
    }
  }

  /// When things happened to a run.
  record Times(
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant startedAt,
      @Nullable Instant completedAt) {}

  /// Where a run comes from.
  ///
  /// @param parentRunId the run that it was forked from
  /// @param parentSeq up to which seq the parent's history is its own
  record Origin(@Nullable UUID sessionId, @Nullable UUID parentRunId, @Nullable Long parentSeq) {}
}
