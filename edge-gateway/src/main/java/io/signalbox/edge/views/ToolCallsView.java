package io.signalbox.edge.views;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Tool calls from Postgres.
@Component
final class ToolCallsView implements ToolCallReads {
  private static final String CALL =
      "SELECT c.call_id, c.run_id, c.tool_name, c.args::text AS args, c.execution_target, c.status,"
          + " c.device_id, c.worker, c.error, c.error_code, c.requested_at, c.dispatched_at,"
          + " c.lease_until, c.deadline, c.completed_at, c.progress::text AS progress, c.cancel,"
          + " c.late_at, c.requested_at AS created_at, r.result::text AS result, r.source,"
          + " c.approval_until, c.approval, c.approval_by, c.approval_reason"
          + " FROM read.tool_calls c LEFT JOIN read.tool_results r"
          + " ON r.tenant_id = c.tenant_id AND r.call_id = c.call_id WHERE c.tenant_id = :tenant";

  private final DatabaseClient database;

  ToolCallsView(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Flux<ToolCall> calls(String tenant, Filter filter, Keyset keyset) {
    String sql =
        "SELECT * FROM ("
            + CALL
            + only(filter.runId(), "c.run_id = :run")
            + only(filter.deviceId(), "c.device_id = :device")
            + only(filter.status(), "c.status = :status")
            + only(filter.target(), "c.execution_target = :target")
            + only(filter.tool(), "c.tool_name = :tool")
            + ") calls WHERE true"
            + keyset.sql("call_id");
    GenericExecuteSpec query = keyset.bind(database.sql(sql).bind("tenant", tenant));
    query = bind(query, "run", filter.runId());
    query = bind(query, "device", filter.deviceId());
    query = bind(query, "status", filter.status());
    query = bind(query, "target", filter.target());
    query = bind(query, "tool", filter.tool());
    return query.map(row -> call(new Columns(row))).all();
  }

  private static String only(@Nullable Object wanted, String condition) {
    return wanted == null ? "" : " AND " + condition;
  }

  private static GenericExecuteSpec bind(
      GenericExecuteSpec query, String name, @Nullable Object value) {
    return value == null ? query : query.bind(name, value);
  }

  @Override
  public Mono<ToolCall> call(String tenant, UUID callId, long seq) {
    return database
        .sql(CALL + " AND c.call_id = :call AND c.last_seq >= :seq")
        .bind("tenant", tenant)
        .bind("call", callId)
        .bind("seq", seq)
        .map(row -> call(new Columns(row)))
        .one();
  }

  private static ToolCall call(Columns row) {
    return new ToolCall(
        row.id("call_id"),
        row.id("run_id"),
        row.text("tool_name"),
        row.text("args"),
        row.text("execution_target"),
        row.text("status"),
        row.idOrNull("device_id"),
        row.textOrNull("worker"),
        row.textOrNull("error"),
        row.textOrNull("error_code"),
        row.time("requested_at"),
        row.timeOrNull("dispatched_at"),
        row.timeOrNull("lease_until"),
        row.timeOrNull("deadline"),
        row.timeOrNull("completed_at"),
        row.textOrNull("progress"),
        row.textOrNull("cancel"),
        row.timeOrNull("late_at"),
        row.textOrNull("result"),
        row.textOrNull("source"),
        approval(row));
  }

  private static @Nullable Approval approval(Columns row) {
    Instant until = row.timeOrNull("approval_until");
    return until == null
        ? null
        : new Approval(
            until,
            row.textOrNull("approval"),
            row.textOrNull("approval_by"),
            row.textOrNull("approval_reason"));
  }
}
