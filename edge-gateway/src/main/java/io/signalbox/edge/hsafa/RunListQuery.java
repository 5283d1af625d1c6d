package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.RunReads.Filter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// Which runs a client wants to see.
record RunListQuery(Filter filter, Keyset keyset) {
  private static final List<String> STATUSES =
      List.of("queued", "running", "waiting_tool", "completed", "failed", "canceled");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  static RunListQuery read(MultiValueMap<String, String> parameters) {
    Fields query = Paging.fields(parameters);
    String status = query.optionalOneOf("status", STATUSES);
    UUID agentId = id(query, "agentId");
    UUID sessionId = id(query, "sessionId");
    String since =
        query.optionalText(
            "since",
            text -> instant(text) != null,
            "a time in UTC by ISO 8601, such as 2026-01-31T12:00:00Z");
    Keyset keyset = Paging.keyset(query);
    query.check();
    return new RunListQuery(
        new Filter(agentId, status, sessionId, since == null ? null : instant(since)), keyset);
  }

  private static @Nullable UUID id(Fields query, String name) {
    String text = query.optionalText(name, PathIds::isId, "a UUID");
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
