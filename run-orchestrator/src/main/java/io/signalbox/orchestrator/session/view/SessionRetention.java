package io.signalbox.orchestrator.session.view;

import io.signalbox.kit.projection.ViewRetention;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/// Trims sessions that are over: expired or deleted, and nothing has happened to them since.
public final class SessionRetention implements ViewRetention {
  private static final int SESSIONS = 5_000;
  private static final String DELETE =
      """
      DELETE FROM session
      WHERE session_id IN (SELECT session_id FROM session WHERE status <> 'open' AND updated_at < ?
                           ORDER BY updated_at LIMIT ? FOR UPDATE SKIP LOCKED)
      """;

  private final Duration views;

  /// @param views how long a session stays after its end
  public SessionRetention(Duration views) {
    this.views = views;
  }

  @Override
  public Batch trim(JdbcTemplate jdbc, Instant now) {
    int deleted = jdbc.update(DELETE, now.minus(views).atOffset(ZoneOffset.UTC), SESSIONS);
    return new Batch(Map.of("session", (long) deleted), deleted > 0);
  }
}
