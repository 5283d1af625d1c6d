package io.signalbox.system;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/// The views, read with the role of the edge.
final class Views {
  private final JdbcTemplate jdbc;

  Views(String jdbcUrl) {
    this.jdbc = new JdbcTemplate(new DriverManagerDataSource(jdbcUrl));
  }

  List<SeenEvent> events(String runId) {
    return jdbc.query(
        "SELECT seq, type, data FROM read.run_events WHERE run_id = ? ORDER BY seq",
        (row, _) ->
            SeenEvent.of(
                row.getLong("seq"),
                row.getString("type"),
                JsonMapper.shared().readTree(row.getString("data"))),
        UUID.fromString(runId));
  }

  long runsOf(String agentId, String status) {
    Long count =
        jdbc.queryForObject(
            "SELECT count(*) FROM read.runs WHERE agent_id = ? AND status = ?",
            Long.class,
            UUID.fromString(agentId),
            status);
    return count == null ? 0 : count;
  }
}
