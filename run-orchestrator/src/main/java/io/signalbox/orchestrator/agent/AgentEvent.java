package io.signalbox.orchestrator.agent;

import org.jspecify.annotations.Nullable;

/// A fact about one agent.
public sealed interface AgentEvent {

  /// The agent exists from here on.
  record AgentCreated(String name, @Nullable String description) implements AgentEvent {}

  /// An immutable version.
  record AgentVersionPublished(
      String versionId, String tag, String config, String configHash, @Nullable String metadata)
      implements AgentEvent {}
}
