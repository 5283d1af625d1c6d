package io.signalbox.edge.views;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Runs from Postgres.
@Component
final class RunsView implements RunReads {
  private static final String RUN =
      "SELECT r.run_id, r.agent_id, r.agent_version_id, r.status, r.created_at, r.updated_at,"
          + " r.started_at, r.completed_at, r.last_seq, r.error_code, r.error_message,"
          + " r.output_text, r.input_tokens, r.output_tokens, r.metadata::text AS metadata,"
          + " a.name AS agent_name, v.version AS agent_version FROM read.runs r"
          + " LEFT JOIN read.agents a ON a.tenant_id = r.tenant_id AND a.agent_id = r.agent_id"
          + " LEFT JOIN read.agent_versions v ON v.tenant_id = r.tenant_id"
          + " AND v.agent_id = r.agent_id AND v.version_id = r.agent_version_id"
          + " WHERE r.tenant_id = :tenant AND r.run_id = :run AND r.last_seq >= :seq";

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

  private static Run run(Columns row) {
    Times times =
        new Times(
            row.time("created_at"),
            row.time("updated_at"),
            row.timeOrNull("started_at"),
            row.timeOrNull("completed_at"));
    return new Run(
        row.id("run_id"),
        row.id("agent_id"),
        row.id("agent_version_id"),
        row.text("status"),
        times,
        row.number("last_seq"),
        row.textOrNull("error_code"),
        row.textOrNull("error_message"),
        row.textOrNull("output_text"),
        row.numberOrZero("input_tokens"),
        row.numberOrZero("output_tokens"),
        row.textOrNull("metadata"),
        row.textOrNull("agent_name"),
        row.textOrNull("agent_version"));
  }
}
