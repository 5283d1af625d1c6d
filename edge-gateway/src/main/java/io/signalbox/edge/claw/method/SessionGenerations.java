package io.signalbox.edge.claw.method;

import io.signalbox.edge.idempotency.EdgeDatabase;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// How many sessions of a key have ended, in Postgres: all instances see the same.
@Component
final class SessionGenerations {
  private static final String CURRENT =
      "SELECT generation FROM edge.session_generation"
          + " WHERE tenant_id = :tenant AND session_key = :key";
  private static final String ADVANCE =
      "INSERT INTO edge.session_generation AS s (tenant_id, session_key, generation)"
          + " VALUES (:tenant, :key, :next) ON CONFLICT (tenant_id, session_key)"
          + " DO UPDATE SET generation = greatest(s.generation, excluded.generation)"
          + " RETURNING generation";

  private final DatabaseClient database;

  SessionGenerations(EdgeDatabase database) {
    this.database = database.client();
  }

  /// The generation of a key; 0 for one that has not been used before.
  Mono<Integer> current(String tenant, String key) {
    return database
        .sql(CURRENT)
        .bind("tenant", tenant)
        .bind("key", key)
        .map(row -> Objects.requireNonNull(row.get("generation", Integer.class)))
        .one()
        .defaultIfEmpty(0);
  }

  /// Leaves a generation behind; whoever else does so meanwhile comes to the same next one.
  Mono<Integer> advance(String tenant, String key, int from) {
    return database
        .sql(ADVANCE)
        .bind("tenant", tenant)
        .bind("key", key)
        .bind("next", from + 1)
        .map(row -> Objects.requireNonNull(row.get("generation", Integer.class)))
        .one();
  }
}
