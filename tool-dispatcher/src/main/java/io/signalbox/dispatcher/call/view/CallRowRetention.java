package io.signalbox.dispatcher.call.view;

import io.signalbox.kit.projection.ViewRetention;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/// Trims calls that ended long ago, each with its result.
public final class CallRowRetention implements ViewRetention {
  private static final int CALLS = 5_000;
  private static final String TRIM =
      """
      WITH ended AS (
        SELECT call_id FROM tool_calls WHERE completed_at < ? ORDER BY completed_at LIMIT ?),
      results AS (
        DELETE FROM tool_results WHERE call_id IN (SELECT call_id FROM ended) RETURNING call_id),
      calls AS (
        DELETE FROM tool_calls WHERE call_id IN (SELECT call_id FROM ended) RETURNING call_id)
      SELECT (SELECT count(*) FROM calls) AS calls, (SELECT count(*) FROM results) AS results
      """;

  private final Duration views;

  /// @param views how long a call stays after its end
  public CallRowRetention(Duration views) {
    this.views = views;
  }

  @Override
  public Batch trim(JdbcTemplate jdbc, Instant now) {
    return jdbc.query(
            TRIM,
            (row, _) -> batch(row.getLong("calls"), row.getLong("results")),
            now.minus(views).atOffset(ZoneOffset.UTC),
            CALLS)
        .getFirst();
  }

  private static Batch batch(long calls, long results) {
    return new Batch(Map.of("tool_calls", calls, "tool_results", results), calls > 0);
  }
}
