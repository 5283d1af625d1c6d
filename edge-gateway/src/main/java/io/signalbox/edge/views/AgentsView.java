package io.signalbox.edge.views;

import io.r2dbc.spi.Parameters;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Agents from Postgres.
@Component
final class AgentsView implements AgentReads {
  private static final String AGENT =
      "SELECT agent_id, name, description, created_at, updated_at FROM read.agents"
          + " WHERE tenant_id = :tenant";
  private static final String VERSION =
      "SELECT v.version_id, v.agent_id, v.version, v.config::text AS config, v.config_hash,"
          + " v.metadata::text AS metadata, v.created_at FROM read.agent_versions v"
          + " WHERE v.tenant_id = :tenant AND v.agent_id = :agent";

  private final DatabaseClient database;

  AgentsView(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Flux<Agent> agents(String tenant) {
    return database
        .sql(AGENT + " ORDER BY name")
        .bind("tenant", tenant)
        .map(row -> agent(new Columns(row)))
        .all();
  }

  @Override
  public Mono<Agent> agent(String tenant, UUID agentId) {
    return database
        .sql(AGENT + " AND agent_id = :agent")
        .bind("tenant", tenant)
        .bind("agent", agentId)
        .map(row -> agent(new Columns(row)))
        .one();
  }

  @Override
  public Flux<Version> versions(String tenant, UUID agentId) {
    return of(VERSION + " ORDER BY v.seq DESC", tenant, agentId)
        .map(row -> version(new Columns(row)))
        .all();
  }

  @Override
  public Mono<Version> version(String tenant, UUID agentId, @Nullable UUID versionId) {
    return of(
            VERSION
                + " AND (CAST(:version AS uuid) IS NULL OR v.version_id = :version)"
                + " ORDER BY v.seq DESC LIMIT 1",
            tenant,
            agentId)
        .bind("version", versionId == null ? Parameters.in(UUID.class) : Parameters.in(versionId))
        .map(row -> version(new Columns(row)))
        .one();
  }

  @Override
  public Mono<Version> version(String tenant, UUID agentId, String configHash, long seq) {
    return of(
            VERSION
                + " AND v.config_hash = :hash AND EXISTS (SELECT FROM read.agents a"
                + " WHERE a.tenant_id = v.tenant_id AND a.agent_id = v.agent_id"
                + " AND a.last_seq >= :seq)",
            tenant,
            agentId)
        .bind("hash", configHash)
        .bind("seq", seq)
        .map(row -> version(new Columns(row)))
        .one();
  }

  private GenericExecuteSpec of(String sql, String tenant, UUID agentId) {
    return database.sql(sql).bind("tenant", tenant).bind("agent", agentId);
  }

  private static Agent agent(Columns row) {
    return new Agent(
        row.id("agent_id"),
        row.text("name"),
        row.textOrNull("description"),
        row.time("created_at"),
        row.time("updated_at"));
  }

  private static Version version(Columns row) {
    return new Version(
        row.id("version_id"),
        row.id("agent_id"),
        row.text("version"),
        row.text("config"),
        row.text("config_hash"),
        row.textOrNull("metadata"),
        row.time("created_at"));
  }
}
