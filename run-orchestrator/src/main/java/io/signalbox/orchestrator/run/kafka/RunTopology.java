package io.signalbox.orchestrator.run.kafka;

import io.signalbox.kit.kafka.AggregateProcessor;
import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.Stores;

/// Where runs are decided.
///
/// ```
/// run.commands → decide-run (store runs) → run.events, model.requests, tool.requests, command.replies
/// tool.events  → relay-tool-event        → run.commands
/// ```
public final class RunTopology {
  /// The store of run states, keyed by run id.
  static final String RUNS = "runs";

  private static final String DECIDE = "decide-run";
  private static final String RELAY = "relay-tool-event";

  private RunTopology() {}

  /// Adds the run's part to a topology.
  public static void addTo(TopologyParts parts, String service) {
    parts.source(Topics.RUN_COMMANDS);
    parts.source(Topics.TOOL_EVENTS);
    parts
        .topology()
        .addProcessor(
            DECIDE,
            () -> new AggregateProcessor<>(new RunAggregate(), RUNS, service),
            TopologyParts.sourceName(Topics.RUN_COMMANDS))
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(RUNS), Serdes.String(), states()),
            DECIDE)
        .addProcessor(
            RELAY, () -> new ToolEventRelay(service), TopologyParts.sourceName(Topics.TOOL_EVENTS));
    parts.sink(Topics.RUN_EVENTS, DECIDE);
    parts.sink(Topics.MODEL_REQUESTS, DECIDE);
    parts.sink(Topics.TOOL_REQUESTS, DECIDE);
    parts.sink(Topics.RUN_COMMANDS, RELAY);
    parts.replies(DECIDE);
  }

  /// States as the store keeps them.
  static Serde<Versioned<Run>> states() {
    return StateSerde.of(Run.class, List.of(Run.class));
  }
}
