package io.signalbox.device;

import io.signalbox.device.config.Limits;
import io.signalbox.device.config.ToolSpec;
import io.signalbox.device.link.EdgeAddress;
import io.signalbox.device.link.LinkSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// All that an agent needs to know.
///
/// @param key decides which device it is
/// @param name for people
/// @param home where the journal is; made where it is missing
/// @param reminder how often the edge hears of calls in hand
record AgentSettings(
    EdgeAddress edge,
    String key,
    String name,
    Path home,
    Limits limits,
    List<ToolSpec> tools,
    LinkSettings link,
    Duration reminder) {

  /// How often an edge expects to hear of a call in hand.
  static final Duration USUAL_REMINDER = Duration.ofSeconds(10);

  AgentSettings {
    tools = List.copyOf(tools);
  }
}
