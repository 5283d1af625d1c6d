package io.signalbox.orchestrator.run.view;

import io.signalbox.kit.json.WireJson;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.kit.projection.Storable;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.RunEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Rows of runs and of their events.
final class RunRows {
  private static final int BATCH = 500;
  private static final String INSERT_EVENT =
      """
      INSERT INTO run_event (run_id, seq, tenant_id, event_id, type, occurred_at, data)
      VALUES (?, ?, ?, ?, ?, ?, ?::json) ON CONFLICT DO NOTHING
      """;
  private static final String UPSERT_RUN =
      """
      INSERT INTO run (run_id, tenant_id, agent_id, agent_version_id, status, created_at, updated_at, started_at,
                       completed_at, last_seq, error_code, error_message, output_text, input_tokens, output_tokens,
                       metadata, session_id, parent_run_id, parent_seq, unapproved)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?)
      ON CONFLICT (run_id) DO UPDATE SET
        status = excluded.status, updated_at = excluded.updated_at, started_at = excluded.started_at,
        completed_at = excluded.completed_at, last_seq = excluded.last_seq, error_code = excluded.error_code,
        error_message = excluded.error_message, output_text = excluded.output_text,
        input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
        unapproved = excluded.unapproved
      WHERE run.last_seq < excluded.last_seq
      """;

  private static final List<String> OF_ONE_RUN =
      List.of(
          "DELETE FROM run_message WHERE run_id = ?",
          "DELETE FROM run_event WHERE run_id = ?",
          "DELETE FROM run WHERE run_id = ?");
  private static final String INSERT_DELETED =
      """
      INSERT INTO deleted_run (run_id, tenant_id, deleted_at, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private final JdbcTemplate jdbc;

  RunRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void insertEvents(List<RunEvent> events) {
    jdbc.batchUpdate(INSERT_EVENT, events, BATCH, RunRows::event);
  }

  Map<UUID, RunSummary> find(Collection<UUID> runIds) {
    Map<UUID, RunSummary> found = new HashMap<>();
    jdbc.query(
        "SELECT * FROM run WHERE run_id = ANY (?)",
        row -> {
          RunSummary summary = summary(row);
          found.put(summary.runId(), summary);
        },
        (Object) runIds.toArray(UUID[]::new));
    return found;
  }

  void save(Collection<RunChange> changes) {
    List<RunSummary> runs =
        changes.stream()
            .filter(each -> !each.events().isEmpty())
            .map(RunChange::run)
            .filter(Objects::nonNull)
            .toList();
    jdbc.batchUpdate(UPSERT_RUN, runs, BATCH, RunRows::run);
  }

  /// Removes the runs that were deleted, and notes that they were.
  void delete(Collection<RunChange> changes) {
    List<RunEvent> deletions =
        changes.stream().map(RunChange::deletion).filter(Objects::nonNull).toList();
    List<Object[]> ids = deletions.stream().map(each -> new Object[] {runId(each)}).toList();
    if (!ids.isEmpty()) {
      OF_ONE_RUN.forEach(statement -> jdbc.batchUpdate(statement, ids));
      jdbc.batchUpdate(INSERT_DELETED, deletions, BATCH, RunRows::deleted);
    }
  }

  private static void event(PreparedStatement row, RunEvent event) throws SQLException {
    Envelope envelope = event.getEnvelope();
    row.setObject(1, runId(event));
    row.setLong(2, envelope.getSeq());
    row.setString(3, envelope.getTenantId());
    row.setObject(4, envelope.getEventId());
    row.setString(5, WireRecords.type(event));
    row.setObject(6, time(envelope.getOccurredAt()));
    row.setString(7, WireJson.text(WireRecords.payload(event)));
  }

  private static void deleted(PreparedStatement row, RunEvent event) throws SQLException {
    Envelope envelope = event.getEnvelope();
    row.setObject(1, runId(event));
    row.setString(2, envelope.getTenantId());
    row.setObject(3, time(envelope.getOccurredAt()));
    row.setLong(4, envelope.getSeq());
  }

  private static void run(PreparedStatement row, RunSummary run) throws SQLException {
    RunSummary.Progress progress = run.progress();
    RunSummary.Failure failure = run.failure();
    RunSummary.Origin origin = run.origin();
    row.setObject(1, origin.runId());
    row.setString(2, origin.tenantId());
    row.setObject(3, origin.agentId());
    row.setObject(4, origin.agentVersionId());
    row.setString(5, progress.status());
    row.setObject(6, time(origin.createdAt()));
    row.setObject(7, time(progress.updatedAt()));
    row.setObject(8, time(progress.startedAt()));
    row.setObject(9, time(progress.completedAt()));
    row.setLong(10, progress.lastSeq());
    row.setString(11, failure == null ? null : Storable.text(failure.code()));
    row.setString(12, failure == null ? null : Storable.text(failure.message()));
    row.setString(13, Storable.text(run.outputText()));
    row.setLong(14, run.tokens().input());
    row.setLong(15, run.tokens().output());
    row.setString(16, Storable.json(origin.metadata()));
    row.setObject(17, origin.sessionId());
    row.setObject(18, origin.parentRunId());
    row.setObject(19, origin.parentSeq());
    row.setObject(20, run.unapproved().stream().sorted().toArray(String[]::new));
  }

  private static RunSummary summary(ResultSet row) throws SQLException {
    return new RunSummary(
        origin(row),
        new RunSummary.Progress(
            row.getString("status"),
            Objects.requireNonNull(instant(row, "updated_at")),
            instant(row, "started_at"),
            instant(row, "completed_at"),
            row.getLong("last_seq")),
        new RunSummary.Tokens(row.getLong("input_tokens"), row.getLong("output_tokens")),
        failure(row),
        row.getString("output_text"),
        unapproved(row));
  }

  private static Set<String> unapproved(ResultSet row) throws SQLException {
    return Set.of((String[]) row.getArray("unapproved").getArray());
  }

  private static RunSummary.Origin origin(ResultSet row) throws SQLException {
    return new RunSummary.Origin(
        row.getObject("run_id", UUID.class),
        row.getString("tenant_id"),
        row.getObject("agent_id", UUID.class),
        row.getObject("agent_version_id", UUID.class),
        Objects.requireNonNull(instant(row, "created_at")),
        row.getString("metadata"),
        row.getObject("session_id", UUID.class),
        row.getObject("parent_run_id", UUID.class),
        row.getObject("parent_seq", Long.class));
  }

  private static UUID runId(RunEvent event) {
    return UUID.fromString(event.getEnvelope().getAggregateId());
  }

  private static RunSummary.@Nullable Failure failure(ResultSet row) throws SQLException {
    String code = row.getString("error_code");
    return code == null ? null : new RunSummary.Failure(code, row.getString("error_message"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
