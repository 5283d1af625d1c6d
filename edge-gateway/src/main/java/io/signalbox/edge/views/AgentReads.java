package io.signalbox.edge.views;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Agents and their versions, as published.
public interface AgentReads {

  /// All agents of a tenant, by name.
  Flux<Agent> agents(String tenant);

  /// One agent; empty when the tenant has none with this id.
  Mono<Agent> agent(String tenant, UUID agentId);

  /// The versions of an agent, newest first.
  Flux<Version> versions(String tenant, UUID agentId);

  /// One version of an agent, or the newest when `versionId` is null; empty when there is none.
  Mono<Version> version(String tenant, UUID agentId, @Nullable UUID versionId);

  /// The version of an agent that has this config; empty until the view has come to `seq`.
  Mono<Version> version(String tenant, UUID agentId, String configHash, long seq);

  /// An agent.
  record Agent(
      UUID agentId,
      String name,
      @Nullable String description,
      Instant createdAt,
      Instant updatedAt) {}

  /// An immutable version of an agent.
  ///
  /// @param config JSON, keys sorted
  /// @param metadata a JSON object
  record Version(
      UUID versionId,
      UUID agentId,
      String version,
      String config,
      String configHash,
      @Nullable String metadata,
      Instant createdAt) {}
}
