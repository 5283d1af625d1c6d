package io.signalbox.edge.views;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Calls of devices from Postgres.
@Component
final class DeviceCallsView implements DeviceCallReads {
  private static final String CALL =
      "SELECT c.tool_name, c.args::text AS args, c.device_id, c.status, c.error, c.error_code,"
          + " c.last_seq, r.result::text AS result, r.source FROM read.tool_calls c"
          + " LEFT JOIN read.tool_results r ON r.tenant_id = c.tenant_id AND r.call_id = c.call_id"
          + " WHERE c.tenant_id = :tenant AND c.call_id = :call";

  private final DatabaseClient database;

  DeviceCallsView(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Mono<Call> call(String tenant, UUID callId) {
    return database
        .sql(CALL)
        .bind("tenant", tenant)
        .bind("call", callId)
        .map(row -> call(new Columns(row)))
        .one();
  }

  private static Call call(Columns row) {
    return new Call(
        row.text("tool_name"),
        row.text("args"),
        row.idOrNull("device_id"),
        row.text("status"),
        row.textOrNull("result"),
        row.textOrNull("source"),
        row.textOrNull("error"),
        row.textOrNull("error_code"),
        row.number("last_seq"));
  }
}
