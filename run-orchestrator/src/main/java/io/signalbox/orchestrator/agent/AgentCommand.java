package io.signalbox.orchestrator.agent;

import io.signalbox.orchestrator.agent.Agent.VersionDraft;
import org.jspecify.annotations.Nullable;

/// A wish addressed to one agent.
public sealed interface AgentCommand {

  /// Create the agent if it is new, and publish a version of it.
  record PublishAgent(String name, @Nullable String description, VersionDraft version)
      implements AgentCommand {}

  /// Publish a version of an agent that exists.
  record PublishAgentVersion(VersionDraft version) implements AgentCommand {}
}
