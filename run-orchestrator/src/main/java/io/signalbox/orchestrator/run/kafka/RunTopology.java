package io.signalbox.orchestrator.run.kafka;

import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;

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
  public static void addTo(TopologyParts parts) {
    parts.decide(DECIDE, Topics.RUN_COMMANDS, new RunAggregate(), RUNS, states());
    parts.source(Topics.TOOL_EVENTS);
    parts
        .topology()
        .addProcessor(
            RELAY,
            () -> new ToolEventRelay(parts.service()),
            TopologyParts.sourceName(Topics.TOOL_EVENTS));
    parts.sink(Topics.RUN_EVENTS, DECIDE);
    parts.sink(Topics.MODEL_REQUESTS, DECIDE);
    parts.sink(Topics.TOOL_REQUESTS, DECIDE);
    parts.sink(Topics.RUN_COMMANDS, RELAY);
  }

  /// States as the store keeps them.
  static Serde<Versioned<Run>> states() {
    return StateSerde.of(Run.class, List.of(Run.class));
  }
}
