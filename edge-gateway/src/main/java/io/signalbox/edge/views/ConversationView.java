package io.signalbox.edge.views;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What was said in runs, from Postgres.
@Component
final class ConversationView implements ConversationReads {
  private static final String MESSAGES =
      "SELECT seq, position, message_id::text AS message_id, role, text, parts::text AS parts,"
          + " tool_calls::text AS tool_calls, call_id::text AS call_id, tool_name"
          + " FROM read.run_messages"
          + " WHERE tenant_id = :tenant AND run_id = :run AND seq <= :upTo"
          + " ORDER BY position NULLS LAST, seq, item";

  /// Each run begins with what was said in those before it, at position 0. A run has a message of
  /// its own at least, so that many runs suffice.
  private static final String OF_SESSION =
      "SELECT m.run_id, r.created_at, m.seq, m.position, m.message_id::text AS message_id, m.role,"
          + " m.text, m.parts::text AS parts, m.tool_calls::text AS tool_calls,"
          + " m.call_id::text AS call_id, m.tool_name"
          + " FROM (SELECT tenant_id, run_id, created_at FROM read.runs"
          + " WHERE tenant_id = :tenant AND session_id = :session"
          + " ORDER BY created_at DESC, run_id DESC LIMIT :limit) r"
          + " JOIN read.run_messages m ON m.tenant_id = r.tenant_id AND m.run_id = r.run_id"
          + " WHERE m.position IS NULL OR m.position > 0"
          + " ORDER BY r.created_at DESC, m.run_id DESC, m.position DESC NULLS FIRST, m.seq DESC,"
          + " m.item DESC LIMIT :limit";

  /// The newest of the two suffices: whatever the run began with counts only until its first step.
  private static final String PROGRESS =
      "SELECT CAST(data->>'firstStep' AS bigint) AS first_step, data->>'waitsFor' AS waits_for,"
          + " CAST(data->>'step' AS bigint) AS step FROM read.run_events"
          + " WHERE tenant_id = :tenant AND run_id = :run AND seq <= :upTo"
          + " AND type IN ('run.created', 'assistant.message') ORDER BY seq DESC LIMIT 1";

  private final DatabaseClient database;

  ConversationView(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Flux<Said> messages(String tenant, UUID runId, long upTo) {
    return database
        .sql(MESSAGES)
        .bind("tenant", tenant)
        .bind("run", runId)
        .bind("upTo", upTo)
        .map(row -> said(new Columns(row)))
        .all();
  }

  @Override
  public Flux<InSession> ofSession(String tenant, UUID sessionId, int limit) {
    return database
        .sql(OF_SESSION)
        .bind("tenant", tenant)
        .bind("session", sessionId)
        .bind("limit", limit)
        .map(row -> inSession(new Columns(row)))
        .all();
  }

  @Override
  public Mono<Progress> progress(String tenant, UUID runId, long upTo) {
    return database
        .sql(PROGRESS)
        .bind("tenant", tenant)
        .bind("run", runId)
        .bind("upTo", upTo)
        .map(row -> progress(new Columns(row)))
        .one();
  }

  private static InSession inSession(Columns row) {
    return new InSession(row.id("run_id"), row.time("created_at"), said(row));
  }

  private static Said said(Columns row) {
    return new Said(
        row.number("seq"),
        row.numberOrNull("position"),
        row.text("message_id"),
        row.text("role"),
        row.text("text"),
        row.textOrNull("parts"),
        row.textOrNull("tool_calls"),
        row.textOrNull("call_id"),
        row.textOrNull("tool_name"));
  }

  private static Progress progress(Columns row) {
    Long last = row.numberOrNull("step");
    if (last != null) {
      return new Progress(Math.toIntExact(last), true);
    }
    Long first = row.numberOrNull("first_step");
    return new Progress(
        first == null ? 1 : Math.toIntExact(first), "tools".equals(row.textOrNull("waits_for")));
  }
}
