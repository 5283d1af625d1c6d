package io.signalbox.orchestrator.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of an agent: enough to tell whether a version is new.
public sealed interface Agent {

  /// Nothing happened yet.
  record Unknown() implements Agent {}

  /// The agent exists.
  ///
  /// @param versions config hash of every version → its tag
  record Known(Map<String, String> versions) implements Agent {
    public Known {
      versions = Map.copyOf(versions);
    }

    Known with(String configHash, String tag) {
      Map<String, String> more = new HashMap<>(versions);
      more.put(configHash, tag);
      return new Known(more);
    }
  }

  /// The state after an event.
  static Agent evolve(Agent agent, AgentEvent event) {
    return switch (event) {
      case AgentEvent.AgentCreated _ -> new Known(Map.of());
      case AgentEvent.AgentVersionPublished e -> known(agent).with(e.configHash(), e.tag());
    };
  }

  private static Known known(Agent agent) {
    return switch (agent) {
      case Known known -> known;
      case Unknown _ ->
          throw new IllegalStateException("Expected the agent to be created before a version");
    };
  }

  /// A version as its author hands it in.
  ///
  /// @param versionId the id that it gets if its config is new
  /// @param tag the wished tag
  /// @param config canonical JSON
  /// @param configHash SHA-256 of `config`, hex
  /// @param metadata a JSON object
  record VersionDraft(
      String versionId,
      Optional<String> tag,
      String config,
      String configHash,
      @Nullable String metadata) {}
}
