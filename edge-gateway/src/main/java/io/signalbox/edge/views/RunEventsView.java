package io.signalbox.edge.views;

import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.edge.watch.RunHistory;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Events of runs from Postgres.
@Component
final class RunEventsView implements RunHistory {
  private static final Set<String> FINISHED = Set.of("completed", "failed", "canceled", "deleted");
  private static final String POSITION =
      "SELECT coalesce(max(next_offset), 0) AS next_offset FROM read.run_positions"
          + " WHERE topic = :topic AND partition = :partition";
  private static final String PAGE =
      "SELECT seq, type, occurred_at, data::text AS data FROM read.run_events"
          + " WHERE tenant_id = :tenant AND run_id = :run AND seq > :after"
          + " ORDER BY seq LIMIT :limit";
  private static final String HEAD =
      "SELECT r.status, r.last_seq, r.oldest_seq, e.seq, e.type FROM read.runs r LEFT JOIN LATERAL"
          + " (SELECT n.seq, n.type FROM read.run_events n WHERE n.tenant_id = r.tenant_id"
          + " AND n.run_id = r.run_id ORDER BY n.seq DESC LIMIT 1) e ON true"
          + " WHERE r.tenant_id = :tenant AND r.run_id = :run";
  private static final String DELETED =
      "SELECT seq, deleted_at FROM read.deleted_runs WHERE tenant_id = :tenant AND run_id = :run";

  private final DatabaseClient database;

  RunEventsView(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Mono<Long> nextOffset(int partition) {
    return database
        .sql(POSITION)
        .bind("topic", Topics.RUN_EVENTS.name())
        .bind("partition", partition)
        .map(row -> new Columns(row).number("next_offset"))
        .one();
  }

  @Override
  public Mono<List<RunEventFrame>> page(String tenant, String runId, long after, int limit) {
    return database
        .sql(PAGE)
        .bind("tenant", tenant)
        .bind("run", UUID.fromString(runId))
        .bind("after", after)
        .bind("limit", limit)
        .map(row -> frame(runId, new Columns(row)))
        .all()
        .collectList();
  }

  @Override
  public Mono<Head> head(String tenant, String runId) {
    return database
        .sql(HEAD)
        .bind("tenant", tenant)
        .bind("run", UUID.fromString(runId))
        .map(row -> head(new Columns(row)))
        .one();
  }

  @Override
  public Mono<Deleted> deleted(String tenant, String runId) {
    return database
        .sql(DELETED)
        .bind("tenant", tenant)
        .bind("run", UUID.fromString(runId))
        .map(row -> deleted(new Columns(row)))
        .one();
  }

  private static Deleted deleted(Columns row) {
    return new Deleted(row.number("seq"), row.time("deleted_at"));
  }

  private static RunEventFrame frame(String runId, Columns row) {
    return new RunEventFrame(
        runId, row.number("seq"), row.text("type"), row.time("occurred_at"), row.text("data"));
  }

  /// Takes the newer of what the run and its last event tell.
  private static Head head(Columns row) {
    long stored = row.numberOrZero("seq");
    @Nullable String type = row.textOrNull("type");
    boolean finished =
        FINISHED.contains(row.text("status")) || (type != null && RunEventFrame.isTerminal(type));
    long last = Math.max(stored, row.number("last_seq"));
    return new Head(last, stored, row.number("oldest_seq"), finished);
  }
}
