package io.signalbox.edge.views;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Runs, as published.
public interface RunReads {

  /// One run; empty when the tenant has none with this id.
  Mono<Run> run(String tenant, UUID runId);

  /// One run, once the view has come to `seq`; empty until then.
  Mono<Run> run(String tenant, UUID runId, long seq);

  /// A run as it stands.
  ///
  /// @param agentName null while the view of agents does not have it
  /// @param agentVersion tag of the version; null while the view of agents does not have it
  /// @param metadata a JSON object
  record Run(
      UUID runId,
      UUID agentId,
      UUID agentVersionId,
      String status,
      Times times,
      long lastSeq,
      @Nullable String errorCode,
      @Nullable String errorMessage,
      @Nullable String outputText,
      long inputTokens,
      long outputTokens,
      @Nullable String metadata,
      @Nullable String agentName,
      @Nullable String agentVersion) {}

  /// When things happened to a run.
  record Times(
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant startedAt,
      @Nullable Instant completedAt) {}
}
