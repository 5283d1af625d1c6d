package io.signalbox.registry.report.view;

import io.signalbox.kit.projection.ViewRetention;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/// Trims what devices told long ago.
public final class ReportRetention implements ViewRetention {
  private static final int ROWS = 5_000;
  private static final String TRIM =
      """
      DELETE FROM device_reports WHERE (device_id, seq) IN (
        SELECT device_id, seq FROM device_reports WHERE occurred_at < ? ORDER BY occurred_at LIMIT ?)
      """;

  private final Duration views;

  /// @param views how long a row stays
  public ReportRetention(Duration views) {
    this.views = views;
  }

  @Override
  public Batch trim(JdbcTemplate jdbc, Instant now) {
    long rows = jdbc.update(TRIM, now.minus(views).atOffset(ZoneOffset.UTC), ROWS);
    return new Batch(Map.of("device_reports", rows), rows > 0);
  }
}
