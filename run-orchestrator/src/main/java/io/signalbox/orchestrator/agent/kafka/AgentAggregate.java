package io.signalbox.orchestrator.agent.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.kit.kafka.Aggregate;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.orchestrator.agent.Agent;
import io.signalbox.orchestrator.agent.Agent.VersionDraft;
import io.signalbox.orchestrator.agent.AgentCommand;
import io.signalbox.orchestrator.agent.AgentDecider;
import io.signalbox.orchestrator.agent.AgentEvent;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.agent.AgentCreated;
import io.signalbox.schemas.agent.AgentVersionPublished;
import io.signalbox.schemas.agent.PublishAgent;
import io.signalbox.schemas.agent.PublishAgentVersion;
import io.signalbox.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/// The agent as the log's processor runs it.
final class AgentAggregate
    implements Aggregate<io.signalbox.schemas.agent.AgentCommand, AgentCommand, AgentEvent, Agent> {

  @Override
  public Agent initial() {
    return new Agent.Unknown();
  }

  @Override
  public AgentCommand command(io.signalbox.schemas.agent.AgentCommand wire) {
    return switch (wire.getPayload()) {
      case PublishAgent c ->
          new AgentCommand.PublishAgent(c.getName(), c.getDescription(), draft(c.getVersion()));
      case PublishAgentVersion c -> new AgentCommand.PublishAgentVersion(draft(c.getVersion()));
      default ->
          throw new IllegalArgumentException("Unknown command " + wire.getPayload().getClass());
    };
  }

  @Override
  public Decision<AgentEvent> decide(Agent state, AgentCommand command, Instant at) {
    return AgentDecider.decide(state, command);
  }

  @Override
  public Agent evolve(Agent state, AgentEvent event, Instant at) {
    return Agent.evolve(state, event);
  }

  @Override
  public Outgoing event(AgentEvent event, Agent after, Envelope envelope) {
    return Outgoing.to(
        Topics.AGENT_EVENTS,
        io.signalbox.schemas.agent.AgentEvent.newBuilder()
            .setEnvelope(envelope)
            .setPayload(payload(event))
            .build());
  }

  @Override
  public List<Outgoing> react(AgentEvent event, Agent before, Agent after, Envelope envelope) {
    return List.of();
  }

  private static VersionDraft draft(io.signalbox.schemas.agent.VersionDraft wire) {
    return new VersionDraft(
        wire.getVersionId().toString(),
        Optional.ofNullable(wire.getTag()),
        wire.getConfig(),
        wire.getConfigHash(),
        wire.getMetadata());
  }

  private static SpecificRecord payload(AgentEvent event) {
    return switch (event) {
      case AgentEvent.AgentCreated e ->
          AgentCreated.newBuilder().setName(e.name()).setDescription(e.description()).build();
      case AgentEvent.AgentVersionPublished e ->
          AgentVersionPublished.newBuilder()
              .setVersionId(UUID.fromString(e.versionId()))
              .setVersion(e.tag())
              .setConfig(e.config())
              .setConfigHash(e.configHash())
              .setMetadata(e.metadata())
              .build();
    };
  }
}
