package io.signalbox.orchestrator.run.view;

import io.signalbox.kit.projection.ViewRetention;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// Trims runs. Only runs that are over get old. Of their events the last one stays as long as the
/// run, so that its stream still has an end.
final class RunRetention implements ViewRetention {
  private static final int RUNS = 50;
  private static final int EVENTS_OF_A_RUN = 100;
  private static final int DELETIONS = 5_000;

  /// Moves the beginnings of some runs on, and tells where to: a batch is never more than RUNS *
  /// EVENTS_OF_A_RUN events, and always comes further, whatever rows there are.
  private static final String MOVE_BEGINNINGS =
      """
      UPDATE run SET oldest_seq = least(last_seq, oldest_seq + ?)
      WHERE run_id IN (SELECT run_id FROM run WHERE completed_at < ? AND oldest_seq < last_seq
                       ORDER BY completed_at LIMIT ? FOR UPDATE SKIP LOCKED)
      RETURNING run_id, oldest_seq
      """;

  private static final String DELETE_EVENTS = "DELETE FROM run_event WHERE run_id = ? AND seq < ?";
  private static final String FIND_OLD =
      """
      SELECT run_id FROM run WHERE completed_at < ? ORDER BY completed_at LIMIT ? FOR UPDATE SKIP LOCKED
      """;
  private static final String DELETE_DELETIONS =
      """
      DELETE FROM deleted_run
      WHERE run_id IN (SELECT run_id FROM deleted_run WHERE deleted_at < ? ORDER BY deleted_at LIMIT ?)
      """;
  private static final List<String> TABLES_OF_A_RUN = List.of("run_message", "run_event", "run");

  private final Duration events;
  private final Duration views;

  /// @param events how long the events of a run stay after its end
  /// @param views how long a run and all that hangs on it stay after its end, and how long a
  ///   deleted run is remembered
  RunRetention(Duration events, Duration views) {
    this.events = events;
    this.views = views;
  }

  @Override
  public Batch trim(JdbcTemplate jdbc, Instant now) {
    Map<String, Long> rows = new HashMap<>();
    boolean more = trimEvents(jdbc, utc(now.minus(events)), rows);
    more |= trimRuns(jdbc, utc(now.minus(views)), rows);
    more |= trimDeletions(jdbc, utc(now.minus(views)), rows);
    return new Batch(rows, more);
  }

  private static boolean trimEvents(JdbcTemplate jdbc, OffsetDateTime cut, Map<String, Long> rows) {
    List<Object[]> moved =
        jdbc.query(
            MOVE_BEGINNINGS,
            (row, _) ->
                new Object[] {row.getObject("run_id", UUID.class), row.getLong("oldest_seq")},
            EVENTS_OF_A_RUN,
            cut,
            RUNS);
    if (!moved.isEmpty()) {
      count(rows, "run_event", jdbc.batchUpdate(DELETE_EVENTS, moved));
    }
    return !moved.isEmpty();
  }

  private static boolean trimRuns(JdbcTemplate jdbc, OffsetDateTime cut, Map<String, Long> rows) {
    List<Object[]> old =
        jdbc.query(
            FIND_OLD,
            (row, _) -> new Object[] {Objects.requireNonNull(row.getObject("run_id", UUID.class))},
            cut,
            RUNS);
    if (!old.isEmpty()) {
      TABLES_OF_A_RUN.forEach(table ->
          count(
              rows,
              table,
              jdbc.batchUpdate("DELETE FROM %s WHERE run_id = ?".formatted(table), old)));
    }
    return !old.isEmpty();
  }

  private static boolean trimDeletions(
      JdbcTemplate jdbc, OffsetDateTime cut, Map<String, Long> rows) {
    int deleted = jdbc.update(DELETE_DELETIONS, cut, DELETIONS);
    count(rows, "deleted_run", deleted);
    return deleted > 0;
  }

  private static void count(Map<String, Long> rows, String table, int... deleted) {
    for (int each : deleted) {
      rows.merge(table, (long) each, Long::sum);
    }
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
