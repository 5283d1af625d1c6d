package io.signalbox.edge.views;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Runs from Postgres.
@Component
final class RunsView implements RunReads {
  private static final String COLUMNS =
      "SELECT r.run_id, r.agent_id, r.agent_version_id, r.status, r.created_at, r.updated_at,"
          + " r.started_at, r.completed_at, r.last_seq, r.oldest_seq, r.error_code,"
          + " r.error_message, r.output_text, r.input_tokens, r.output_tokens,"
          + " r.metadata::text AS metadata, r.session_id, r.parent_run_id, r.parent_seq, r.waiting_for,"
          + " a.name AS agent_name, v.version AS agent_version FROM ";
  private static final String NAMES =
      " r LEFT JOIN read.agents a ON a.tenant_id = r.tenant_id AND a.agent_id = r.agent_id"
          + " LEFT JOIN read.agent_versions v ON v.tenant_id = r.tenant_id"
          + " AND v.agent_id = r.agent_id AND v.version_id = r.agent_version_id";
  private static final String RUN =
      COLUMNS
          + "read.runs"
          + NAMES
          + " WHERE r.tenant_id = :tenant AND r.run_id = :run AND r.last_seq >= :seq";
  private static final String DELETED =
      "SELECT EXISTS (SELECT FROM read.deleted_runs"
          + " WHERE tenant_id = :tenant AND run_id = :run) AS deleted";

  private final DatabaseClient database;

  RunsView(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Mono<Run> run(String tenant, UUID runId) {
    return run(tenant, runId, 0);
  }

  @Override
  public Mono<Run> run(String tenant, UUID runId, long seq) {
    return database
        .sql(RUN)
        .bind("tenant", tenant)
        .bind("run", runId)
        .bind("seq", seq)
        .map(row -> run(new Columns(row)))
        .one();
  }

  /// Cuts the page out before names are joined to it.
  @Override
  public Flux<Run> runs(String tenant, Filter filter, Keyset keyset) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder page = new StringBuilder("(SELECT * FROM read.runs WHERE tenant_id = :tenant");
    condition(page, values, "agent_id =", "agent", filter.agentId());
    condition(page, values, "status =", "status", filter.status());
    condition(page, values, "session_id =", "session", filter.sessionId());
    condition(page, values, "created_at >=", "since", filter.since());
    page.append(keyset.sql("run_id")).append(')');
    GenericExecuteSpec query =
        database
            .sql(COLUMNS + page + NAMES + " ORDER BY r.created_at DESC, r.run_id DESC")
            .bind("tenant", tenant)
            .bindValues(values);
    return keyset.bind(query).map(row -> run(new Columns(row))).all();
  }

  private static void condition(
      StringBuilder sql,
      Map<String, Object> values,
      String comparison,
      String name,
      @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(comparison).append(" :").append(name);
      values.put(name, value);
    }
  }

  @Override
  public Mono<Boolean> isDeleted(String tenant, UUID runId) {
    return database
        .sql(DELETED)
        .bind("tenant", tenant)
        .bind("run", runId)
        .map(row -> new Columns(row).flag("deleted"))
        .one();
  }

  private static Run run(Columns row) {
    Times times =
        new Times(
            row.time("created_at"),
            row.time("updated_at"),
            row.timeOrNull("started_at"),
            row.timeOrNull("completed_at"));
    Origin origin =
        new Origin(
            row.idOrNull("session_id"),
            row.idOrNull("parent_run_id"),
            row.numberOrNull("parent_seq"));
    return new Run(
        row.id("run_id"),
        row.id("agent_id"),
        row.id("agent_version_id"),
        row.text("status"),
        times,
        origin,
        row.number("last_seq"),
        row.number("oldest_seq"),
        row.textOrNull("error_code"),
        row.textOrNull("error_message"),
        row.textOrNull("output_text"),
        row.numberOrZero("input_tokens"),
        row.numberOrZero("output_tokens"),
        row.textOrNull("metadata"),
        row.textOrNull("agent_name"),
        row.textOrNull("agent_version"),
        row.textOrNull("waiting_for"));
  }
}
