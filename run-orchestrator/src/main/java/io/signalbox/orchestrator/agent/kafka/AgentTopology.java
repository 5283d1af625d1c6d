package io.signalbox.orchestrator.agent.kafka;

import io.signalbox.kit.kafka.AggregateProcessor;
import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.orchestrator.agent.Agent;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.Stores;

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
  public static void addTo(TopologyParts parts, String service) {
    parts.source(Topics.AGENT_COMMANDS);
    parts
        .topology()
        .addProcessor(
            DECIDE,
            () -> new AggregateProcessor<>(new AgentAggregate(), AGENTS, service),
            TopologyParts.sourceName(Topics.AGENT_COMMANDS))
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(AGENTS),
                Serdes.String(),
                StateSerde.of(Agent.class, List.of(Agent.class))),
            DECIDE);
    parts.sink(Topics.AGENT_EVENTS, DECIDE);
    parts.replies(DECIDE);
  }
}
