package io.signalbox.orchestrator.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a run needs to know of its agent: the configuration, and the parts of it that decide steps.
///
/// @param config the whole configuration, JSON
/// @param maxSteps how many model turns a run may take
/// @param tools the tools that the agent declares, by name
public record Plan(String config, int maxSteps, Map<String, Tool> tools) {
  public Plan {
    tools = Map.copyOf(tools);
    if (maxSteps < 1) {
      throw new IllegalArgumentException(
          "Expected loop.maxSteps to be 1 or more, but got " + maxSteps);
    }
  }

  /// A tool that the agent declares.
  ///
  /// @param timeout how long a call may take; empty = for ever
  public record Tool(ExecutionTarget target, Optional<Duration> timeout) {}
}
