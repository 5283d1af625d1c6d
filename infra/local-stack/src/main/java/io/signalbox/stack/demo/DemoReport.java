package io.signalbox.stack.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What came out of one demo.
///
/// @param runId the run
/// @param status how it ended, or `timeout`
/// @param events how many the run has
/// @param gaps how many of them the watcher never saw
/// @param duplicates how many it saw again
/// @param firstEventMs from asking for the run to its first event, null when none came
/// @param toolRoundTripMs from the request of the tool call to its result, as watched, null when
///   there was none
/// @param totalMs from asking for the run to its last event
@JsonPropertyOrder({
  "runId",
  "status",
  "events",
  "gaps",
  "duplicates",
  "firstEventMs",
  "toolRoundTripMs",
  "totalMs"
})
public record DemoReport(
    String runId,
    String status,
    long events,
    int gaps,
    int duplicates,
    @Nullable Long firstEventMs,
    @Nullable Long toolRoundTripMs,
    long totalMs) {

  /// Whether the run completed and the watcher saw each event once.
  public boolean succeeded() {
    return status.equals("completed") && gaps == 0 && duplicates == 0;
  }

  /// One line of JSON.
  public String toJson() {
    return JsonMapper.shared().writeValueAsString(this);
  }

  /// One line for people.
  public String toText() {
    return "run %s %s: %d events, %d lost, %d repeated, first event after %s ms, tool answered in %s ms, all in %d ms"
        .formatted(runId, status, events, gaps, duplicates, firstEventMs, toolRoundTripMs, totalMs);
  }
}
