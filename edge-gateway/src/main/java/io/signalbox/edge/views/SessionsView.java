package io.signalbox.edge.views;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sessions from Postgres.
@Component
final class SessionsView implements SessionReads {
  private static final String SESSION =
      "SELECT session_id, status, agent_id, on_active, idle_timeout_ms, active_run_id,"
          + " CAST(queued AS bigint) AS queued, metadata::text AS metadata, created_at, updated_at"
          + " FROM read.sessions WHERE tenant_id = :tenant";

  private final DatabaseClient database;

  SessionsView(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Mono<Session> session(String tenant, UUID sessionId, long seq) {
    return database
        .sql(SESSION + " AND session_id = :session AND last_seq >= :seq")
        .bind("tenant", tenant)
        .bind("session", sessionId)
        .bind("seq", seq)
        .map(row -> session(new Columns(row)))
        .one();
  }

  @Override
  public Flux<Session> sessions(String tenant, Keyset keyset) {
    return keyset
        .bind(
            database
                .sql(SESSION + " AND status <> 'deleted'" + keyset.sql("session_id"))
                .bind("tenant", tenant))
        .map(row -> session(new Columns(row)))
        .all();
  }

  private static Session session(Columns row) {
    return new Session(
        row.id("session_id"),
        row.text("status"),
        row.idOrNull("agent_id"),
        row.text("on_active"),
        row.number("idle_timeout_ms"),
        row.idOrNull("active_run_id"),
        row.number("queued"),
        row.textOrNull("metadata"),
        row.time("created_at"),
        row.time("updated_at"));
  }
}
