package io.signalbox.kit.projection;

import org.springframework.jdbc.core.JdbcTemplate;

/// Held by whoever trims the tables of a schema, until the end of its transaction.
final class TrimLock {
  private static final String KEY = "hashtextextended('signalbox trims ' || current_schema(), 0)";

  private TrimLock() {}

  /// Takes the lock, or gives up at once.
  static boolean tryTake(JdbcTemplate jdbc) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("SELECT pg_try_advisory_xact_lock(%s)".formatted(KEY), Boolean.class));
  }

  /// Takes the lock as soon as it is free.
  static void take(JdbcTemplate jdbc) {
    jdbc.query("SELECT pg_advisory_xact_lock(%s)".formatted(KEY), _ -> {});
  }
}
