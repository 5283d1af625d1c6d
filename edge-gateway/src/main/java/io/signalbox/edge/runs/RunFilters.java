package io.signalbox.edge.runs;

import io.signalbox.edge.json.Fields;
import io.signalbox.edge.views.RunReads.Filter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads which runs a client wants to see: `status`, `agentId`, `sessionId`, `since`.
public final class RunFilters {
  private static final List<String> STATUSES =
      List.of("queued", "running", "waiting_tool", "completed", "failed", "canceled");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private RunFilters() {}

  /// What is wrong is noted with the fields.
  public static Filter read(Fields query) {
    String status = query.optionalOneOf("status", STATUSES);
    UUID agentId = id(query, "agentId");
    UUID sessionId = id(query, "sessionId");
    String since =
        query.optionalText(
            "since",
            text -> instant(text) != null,
            "a time in UTC by ISO 8601, such as 2026-01-31T12:00:00Z");
    return new Filter(agentId, status, sessionId, since == null ? null : instant(since));
  }

  private static @Nullable UUID id(Fields query, String name) {
    String text = query.optionalText(name, IdText::isId, "a UUID");
    return text == null || text.isEmpty() ? null : UUID.fromString(text);
  }

  private static @Nullable Instant instant(String text) {
    try {
      Instant parsed = Instant.parse(text);
      return parsed.isBefore(Instant.EPOCH) || parsed.isAfter(LATEST) ? null : parsed;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
