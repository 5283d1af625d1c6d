package io.signalbox.orchestrator.run.kafka;

import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.kit.kafka.TopologyParts.Keeping;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.Optional;

/// Where runs are decided.
///
/// ```
/// run.commands → decide-run (stores runs, run-messages, run-configs)
///                    → run.events, model.requests, model.control, tool.requests,
///                      session.commands, command.replies, run.commands (the clock)
/// tool.events  → relay-tool-event → run.commands
/// ```
public final class RunTopology {
  /// What a process may spend on knowing the conversations of busy runs: some fifty that fill the
  /// default window.
  private static final long DIALOGUES_BYTES = 16L << 20;

  private static final String DECIDE = "decide-run";
  private static final String RELAY = "relay-tool-event";

  private RunTopology() {}

  /// Adds the run's part to a topology.
  ///
  /// @param grace how long a run that is over stays in the stores
  public static void addTo(TopologyParts parts, Duration grace) {
    Dialogues dialogues = new Dialogues(DIALOGUES_BYTES);
    parts.decide(
        DECIDE,
        Topics.RUN_COMMANDS,
        new RunAggregate(),
        new Keeping<>(
            RunStates.RUNS,
            RunStates.stores(),
            context -> new RunStates(context, dialogues),
            Optional.of(grace)));
    parts.source(Topics.TOOL_EVENTS);
    parts
        .topology()
        .addProcessor(
            RELAY,
            () -> new ToolEventRelay(parts.service()),
            TopologyParts.sourceName(Topics.TOOL_EVENTS));
    parts.sink(Topics.RUN_EVENTS, DECIDE);
    parts.sink(Topics.MODEL_REQUESTS, DECIDE);
    parts.sink(Topics.MODEL_CONTROL, DECIDE);
    parts.sink(Topics.TOOL_REQUESTS, DECIDE);
    parts.sink(Topics.SESSION_COMMANDS, DECIDE);
    parts.sink(Topics.RUN_COMMANDS, DECIDE, RELAY);
  }
}
