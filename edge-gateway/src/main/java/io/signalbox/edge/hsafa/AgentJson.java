package io.signalbox.edge.hsafa;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.kit.json.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An agent as this dialect shows it.
///
/// @param id the same as `agentId`
/// @param versions newest first; absent in lists
@JsonInclude(JsonInclude.Include.NON_NULL)
record AgentJson(
    UUID id,
    UUID agentId,
    String name,
    @Nullable String description,
    Instant createdAt,
    Instant updatedAt,
    @Nullable List<VersionJson> versions) {

  static AgentJson of(AgentReads.Agent agent, @Nullable List<VersionJson> versions) {
    return new AgentJson(
        agent.agentId(),
        agent.agentId(),
        agent.name(),
        agent.description(),
        agent.createdAt(),
        agent.updatedAt(),
        versions);
  }

  /// A version as this dialect shows it.
  ///
  /// @param id the same as `agentVersionId`
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record VersionJson(
      UUID id,
      UUID agentVersionId,
      String version,
      String configHash,
      JsonNode config,
      @Nullable JsonNode metadata,
      Instant createdAt) {

    static VersionJson of(AgentReads.Version version) {
      String metadata = version.metadata();
      return new VersionJson(
          version.versionId(),
          version.versionId(),
          version.version(),
          version.configHash(),
          WireJson.json(version.config()),
          metadata == null ? null : WireJson.json(metadata),
          version.createdAt());
    }
  }
}
