package io.signalbox.orchestrator.agent;

import static io.signalbox.domain.Decision.accept;
import static io.signalbox.domain.Decision.reject;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.orchestrator.agent.Agent.Known;
import io.signalbox.orchestrator.agent.Agent.Unknown;
import io.signalbox.orchestrator.agent.Agent.VersionDraft;
import io.signalbox.orchestrator.agent.AgentCommand.PublishAgent;
import io.signalbox.orchestrator.agent.AgentCommand.PublishAgentVersion;
import io.signalbox.orchestrator.agent.AgentEvent.AgentCreated;
import io.signalbox.orchestrator.agent.AgentEvent.AgentVersionPublished;
import java.util.Map;

/// What an agent makes of a command. Publishing a config that a version has already is granted and
/// changes nothing.
public final class AgentDecider {
  private static final String DEFAULT_TAG = "auto";
  private static final int SUFFIX = 8;

  private AgentDecider() {}

  /// Pure: depends on nothing but its arguments.
  public static Decision<AgentEvent> decide(Agent agent, AgentCommand command) {
    return switch (command) {
      case PublishAgent publish -> publish(agent, publish);
      case PublishAgentVersion publish -> publish(agent, publish);
    };
  }

  private static Decision<AgentEvent> publish(Agent agent, PublishAgent command) {
    return switch (agent) {
      case Unknown _ ->
          accept(
              new AgentCreated(command.name(), command.description()),
              published(command.version(), Map.of()));
      case Known known -> publish(known, command.version());
    };
  }

  private static Decision<AgentEvent> publish(Agent agent, PublishAgentVersion command) {
    return switch (agent) {
      case Unknown _ ->
          reject(Rejection.NOT_FOUND, "Expected an agent that exists, but it was never created");
      case Known known -> publish(known, command.version());
    };
  }

  private static Decision<AgentEvent> publish(Known agent, VersionDraft version) {
    return agent.versions().containsKey(version.configHash())
        ? accept()
        : accept(published(version, agent.versions()));
  }

  /// A tag that another config has taken gets the start of the hash as a suffix.
  private static AgentVersionPublished published(VersionDraft version, Map<String, String> taken) {
    String wished = version.tag().orElse(DEFAULT_TAG);
    String tag =
        taken.containsValue(wished)
            ? wished + "-" + version.configHash().substring(0, SUFFIX)
            : wished;
    return new AgentVersionPublished(
        version.versionId(), tag, version.config(), version.configHash(), version.metadata());
  }
}
