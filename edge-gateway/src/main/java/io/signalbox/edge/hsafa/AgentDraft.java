package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import io.signalbox.schemas.agent.VersionDraft;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The body of a request that publishes an agent or a version of one.
///
/// @param tag the wished version tag
record AgentDraft(
    String name,
    @Nullable String description,
    AgentConfig config,
    @Nullable String tag,
    @Nullable String metadata) {
  private static final int LONGEST_DESCRIPTION = 4096;

  static AgentDraft read(Fields body) {
    AgentDraft draft = readVersion(body);
    if (draft.name().isEmpty() && body.any("name") == null) {
      body.reject("name", "given here or as config.agent.name");
    }
    return draft;
  }

  /// Reads a version of an agent that exists, whose name matters no longer.
  static AgentDraft readVersion(Fields body) {
    AgentConfig config = AgentConfig.read(body);
    String given = body.optionalText("name", AgentConfig.LONGEST_NAME);
    String name = given == null ? config.agentName() : given;
    String tag = body.optionalText("version", AgentConfig.LONGEST_TAG);
    return new AgentDraft(
        name == null ? "" : name,
        body.optionalText("description", LONGEST_DESCRIPTION),
        config,
        tag == null ? config.version() : tag,
        Metadata.read(body));
  }

  /// @param versionId the id that the version gets if its config is new
  VersionDraft version(UUID versionId) {
    return VersionDraft.newBuilder()
        .setVersionId(versionId)
        .setTag(tag)
        .setConfig(config.canonical())
        .setConfigHash(config.hash())
        .setMetadata(metadata)
        .build();
  }
}
