package io.signalbox.orchestrator.session.view;

import io.signalbox.kit.projection.Storable;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// Rows of sessions.
final class SessionRows {
  private static final int BATCH = 500;
  private static final String UPSERT =
      """
      INSERT INTO session (session_id, tenant_id, status, agent_id, on_active, idle_timeout_ms, active_run_id, waiting,
                           metadata, created_at, updated_at, last_seq)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?)
      ON CONFLICT (session_id) DO UPDATE SET
        status = excluded.status, active_run_id = excluded.active_run_id, waiting = excluded.waiting,
        updated_at = excluded.updated_at, last_seq = excluded.last_seq
      WHERE session.last_seq < excluded.last_seq
      """;

  private final JdbcTemplate jdbc;

  SessionRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Map<UUID, SessionSummary> find(Collection<UUID> sessionIds) {
    Map<UUID, SessionSummary> found = new HashMap<>();
    jdbc.query(
        "SELECT * FROM session WHERE session_id = ANY (?)",
        row -> {
          SessionSummary summary = summary(row);
          found.put(summary.origin().sessionId(), summary);
        },
        (Object) sessionIds.toArray(UUID[]::new));
    return found;
  }

  void save(Collection<SessionSummary> sessions) {
    jdbc.batchUpdate(UPSERT, sessions, BATCH, SessionRows::bind);
  }

  private static void bind(PreparedStatement row, SessionSummary session) throws SQLException {
    SessionSummary.Origin origin = session.origin();
    UUID[] waiting = session.runs().waiting().stream().sorted().toArray(UUID[]::new);
    row.setObject(1, origin.sessionId());
    row.setString(2, origin.tenantId());
    row.setString(3, session.status());
    row.setObject(4, origin.agentId());
    row.setString(5, Storable.text(origin.onActive()));
    row.setLong(6, origin.idleTimeoutMs());
    row.setObject(7, session.runs().active());
    row.setArray(8, row.getConnection().createArrayOf("uuid", waiting));
    row.setString(9, Storable.json(origin.metadata()));
    row.setObject(10, origin.createdAt().atOffset(ZoneOffset.UTC));
    row.setObject(11, session.updatedAt().atOffset(ZoneOffset.UTC));
    row.setLong(12, session.lastSeq());
  }

  private static SessionSummary summary(ResultSet row) throws SQLException {
    return new SessionSummary(
        new SessionSummary.Origin(
            row.getObject("session_id", UUID.class),
            row.getString("tenant_id"),
            row.getObject("agent_id", UUID.class),
            row.getString("on_active"),
            row.getLong("idle_timeout_ms"),
            row.getString("metadata"),
            instant(row, "created_at")),
        row.getString("status"),
        new SessionSummary.Runs(
            row.getObject("active_run_id", UUID.class), ids(row.getArray("waiting"))),
        instant(row, "updated_at"),
        row.getLong("last_seq"));
  }

  private static Set<UUID> ids(Array array) throws SQLException {
    return Set.of((UUID[]) array.getArray());
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}
