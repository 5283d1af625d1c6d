package io.signalbox.orchestrator.agent.view;

import io.signalbox.kit.projection.Projection;
import io.signalbox.kit.projection.Storable;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.agent.AgentCreated;
import io.signalbox.schemas.agent.AgentEvent;
import io.signalbox.schemas.agent.AgentVersionPublished;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Agents and their versions, as rows.
@Component
final class AgentProjection implements Projection<AgentEvent> {

  @Override
  public String name() {
    return "agents";
  }

  @Override
  public Topic<AgentEvent> topic() {
    return Topics.AGENT_EVENTS;
  }

  @Override
  public List<String> tables() {
    return List.of("agent", "agent_version");
  }

  /// Row by row: agents are published by people and pipelines, not by the thousand.
  @Override
  public void apply(List<AgentEvent> events, JdbcTemplate jdbc) {
    for (AgentEvent event : events) {
      switch (event.getPayload()) {
        case AgentCreated created -> create(event.getEnvelope(), created, jdbc);
        case AgentVersionPublished version -> publish(event.getEnvelope(), version, jdbc);
        case SpecificRecord other ->
            throw new IllegalStateException("Expected an agent's event, but got " + other);
        default -> touch(event.getEnvelope(), jdbc); // of a later version
      }
    }
  }

  private static void create(Envelope envelope, AgentCreated event, JdbcTemplate jdbc) {
    OffsetDateTime at = time(envelope);
    jdbc.update(
        """
        INSERT INTO agent (agent_id, tenant_id, name, description, created_at, updated_at, last_seq)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
        agentId(envelope),
        envelope.getTenantId(),
        Storable.text(event.getName()),
        Storable.text(event.getDescription()),
        at,
        at,
        envelope.getSeq());
  }

  private static void publish(Envelope envelope, AgentVersionPublished event, JdbcTemplate jdbc) {
    jdbc.update(
        """
        INSERT INTO agent_version
          (agent_id, version_id, tenant_id, version, config, config_hash, metadata, created_at, seq)
        VALUES (?, ?, ?, ?, ?::json, ?, ?::json, ?, ?) ON CONFLICT DO NOTHING
        """,
        agentId(envelope),
        event.getVersionId(),
        envelope.getTenantId(),
        Storable.text(event.getVersion()),
        Storable.json(event.getConfig()),
        event.getConfigHash(),
        Storable.json(event.getMetadata()),
        time(envelope),
        envelope.getSeq());
    touch(envelope, jdbc);
  }

  private static void touch(Envelope envelope, JdbcTemplate jdbc) {
    jdbc.update(
        "UPDATE agent SET updated_at = ?, last_seq = ? WHERE agent_id = ? AND last_seq < ?",
        time(envelope),
        envelope.getSeq(),
        agentId(envelope),
        envelope.getSeq());
  }

  private static UUID agentId(Envelope envelope) {
    return UUID.fromString(envelope.getAggregateId());
  }

  private static OffsetDateTime time(Envelope envelope) {
    return envelope.getOccurredAt().atOffset(ZoneOffset.UTC);
  }
}
