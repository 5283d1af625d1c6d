package io.signalbox.orchestrator.agent.kafka;

import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.orchestrator.agent.Agent;
import io.signalbox.schemas.topic.Topics;
import java.util.List;

/// Where agents are decided.
///
/// ```
/// agent.commands → decide-agent (store agents) → agent.events, command.replies
/// ```
public final class AgentTopology {
  /// The store of agent states, keyed by agent id.
  static final String AGENTS = "agents";

  private static final String DECIDE = "decide-agent";

  private AgentTopology() {}

  /// Adds the agent's part to a topology.
  public static void addTo(TopologyParts parts) {
    parts.decide(
        DECIDE,
        Topics.AGENT_COMMANDS,
        new AgentAggregate(),
        AGENTS,
        StateSerde.of(Agent.class, List.of(Agent.class)));
    parts.sink(Topics.AGENT_EVENTS, DECIDE);
  }
}
