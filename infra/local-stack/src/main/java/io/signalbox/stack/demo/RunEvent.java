package io.signalbox.stack.demo;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One event of a run as the edge sends it, over whichever way.
///
/// @param seq its place in the run, from 1
/// @param type for instance `assistant.delta`
/// @param json the whole event
record RunEvent(long seq, String type, JsonNode json) {

  private static final Set<String> LAST = Set.of("run.completed", "run.failed", "run.canceled");
  private static final List<String> TELLING =
      List.of("delta", "text", "error", "toolName", "status", "attempt");
  private static final int TEXT_LIMIT = 60;

  /// @throws IllegalArgumentException when this is no event
  static RunEvent of(JsonNode json) {
    if (!json.path("seq").isIntegralNumber() || !json.path("type").isString()) {
      throw new IllegalArgumentException("Expected an event with seq and type, but it is " + json);
    }
    return new RunEvent(json.path("seq").asLong(), json.path("type").asString(), json);
  }

  /// Whether the run ends with it.
  boolean isLast() {
    return LAST.contains(type);
  }

  /// `completed`, `failed` or `canceled` for a last event.
  String status() {
    return type.substring(type.indexOf('.') + 1);
  }

  /// A few words of what it carries.
  String text() {
    var data = json.path("data");
    for (var field : TELLING) {
      var value = data.path(field);
      if (value.isValueNode() && !value.isNull() && !value.asString().isBlank()) {
        var detail = field.equals("toolName") ? " " + data.path("args") + data.path("result") : "";
        return shortened(value.asString() + (detail.isBlank() ? "" : detail));
      }
    }
    return "";
  }

  private static String shortened(String text) {
    var line = text.replace('\n', ' ');
    return line.length() <= TEXT_LIMIT ? line : line.substring(0, TEXT_LIMIT) + "…";
  }
}
