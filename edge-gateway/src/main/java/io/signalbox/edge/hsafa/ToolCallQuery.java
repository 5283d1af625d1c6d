package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import io.signalbox.edge.views.ToolCallReads.Filter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which tool calls a list is to show.
///
/// @param patience how long to look for some when there is none
record ToolCallQuery(Filter filter, Duration patience) {
  private static final int LONGEST_WAIT = 60;
  private static final List<String> TARGETS = List.of("device", "server", "browser", "external");
  private static final List<String> STATUSES =
      List.of(
          "requested",
          "awaiting_approval",
          "dispatched",
          "claimed",
          "completed",
          "failed",
          "expired",
          "canceled",
          "outcome_unknown");

  static ToolCallQuery read(Fields query) {
    String wait =
        query.optionalText("wait", ToolCallQuery::isWait, "seconds from 0 to " + LONGEST_WAIT);
    Filter filter =
        new Filter(
            id(query, "runId"),
            id(query, "deviceId"),
            query.optionalOneOf("status", STATUSES),
            query.optionalOneOf("target", TARGETS),
            query.optionalText("tool", AgentConfig::isToolName, AgentConfig.TOOL_NAMES));
    boolean given = wait != null && isWait(wait);
    return new ToolCallQuery(
        filter, given ? Duration.ofSeconds(Long.parseLong(wait)) : Duration.ZERO);
  }

  private static @Nullable UUID id(Fields query, String name) {
    String id = query.optionalText(name, ToolCallQuery::isId, "an id");
    return id != null && isId(id) ? UUID.fromString(id) : null;
  }

  private static boolean isId(String text) {
    return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  }

  private static boolean isWait(String text) {
    return text.matches("[0-9]{1,2}") && Integer.parseInt(text) <= LONGEST_WAIT;
  }
}
