package io.signalbox.edge.health;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Whether the database answers on a connection of the pool that requests use.
@Component
final class PostgresCheck implements Check {
  private final DatabaseClient database;

  PostgresCheck(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Part part() {
    return Part.POSTGRES;
  }

  @Override
  public Mono<PartState> look() {
    return database.sql("SELECT 1").fetch().one().thenReturn(PartState.healthy());
  }
}
