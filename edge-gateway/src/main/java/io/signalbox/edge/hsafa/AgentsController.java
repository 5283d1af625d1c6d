package io.signalbox.edge.hsafa;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.hsafa.AgentJson.VersionJson;
import io.signalbox.edge.idempotency.NewId;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.kit.Ids;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.agent.AgentCommand;
import io.signalbox.schemas.agent.PublishAgent;
import io.signalbox.schemas.agent.PublishAgentVersion;
import io.signalbox.schemas.topic.Topics;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Agents and their immutable versions.
@RestController
@RequestMapping("/api/agents")
final class AgentsController {
  private final WritePath writes;
  private final AgentReads agents;

  AgentsController(WritePath writes, AgentReads agents) {
    this.writes = writes;
    this.agents = agents;
  }

  @PostMapping(consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> publish(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @RequestBody(required = false) Mono<byte[]> body,
      ServerWebExchange exchange) {
    UUID versionId = NewId.of(exchange);
    return Bodies.read(body, AgentDraft::read)
        .flatMap(draft -> {
          PublishAgent wish =
              PublishAgent.newBuilder()
                  .setName(draft.name())
                  .setDescription(draft.description())
                  .setVersion(draft.version(versionId))
                  .build();
          return publish(principal, Ids.agent(principal.tenant(), draft.name()), draft, wish);
        });
  }

  @PostMapping(path = "/{id}/versions", consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> publishVersion(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) Mono<byte[]> body,
      ServerWebExchange exchange) {
    UUID versionId = NewId.of(exchange);
    UUID agentId = PathIds.of("an agent", id);
    return Bodies.read(body, AgentDraft::readVersion)
        .delayUntil(_ -> existing(principal, agentId))
        .flatMap(draft ->
            publish(
                principal,
                agentId,
                draft,
                PublishAgentVersion.newBuilder().setVersion(draft.version(versionId)).build()));
  }

  @GetMapping
  Mono<Map<String, List<AgentJson>>> list(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal) {
    return agents
        .agents(principal.tenant())
        .map(agent -> AgentJson.of(agent, null))
        .collectList()
        .map(list -> Map.of("agents", list));
  }

  @GetMapping("/{id}")
  Mono<Map<String, AgentJson>> get(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    UUID agentId = PathIds.of("an agent", id);
    return existing(principal, agentId)
        .zipWith(
            agents.versions(principal.tenant(), agentId).map(VersionJson::of).collectList(),
            AgentJson::of)
        .map(agent -> Map.of("agent", agent));
  }

  private Mono<AgentReads.Agent> existing(Principal principal, UUID agentId) {
    return agents
        .agent(principal.tenant(), agentId)
        .switchIfEmpty(Mono.error(() -> PathIds.none("an agent", agentId)));
  }

  private Mono<ResponseEntity<Map<String, ?>>> publish(
      Principal principal, UUID agentId, AgentDraft draft, Object wish) {
    URI location = URI.create("/api/agents/" + agentId);
    return writes
        .write(
            Topics.AGENT_COMMANDS,
            new Target(principal, agentId.toString()),
            envelope -> command(envelope, wish),
            seq -> agents.version(principal.tenant(), agentId, draft.config().hash(), seq))
        .map(written ->
            WriteAnswers.of(
                written,
                location,
                Map.of("agentId", agentId, "configHash", draft.config().hash()),
                done -> published(location, done)));
  }

  private static AgentCommand command(Envelope envelope, Object wish) {
    return AgentCommand.newBuilder().setEnvelope(envelope).setPayload(wish).build();
  }

  private static ResponseEntity<Map<String, ?>> published(
      URI location, Written.Done<AgentReads.Version> done) {
    AgentReads.Version version = done.seen();
    Map<String, ?> body =
        Map.of(
            "agentId", version.agentId(),
            "agentVersionId", version.versionId(),
            "version", version.version(),
            "configHash", version.configHash(),
            "created", done.changed());
    return done.changed()
        ? ResponseEntity.created(location).body(body)
        : ResponseEntity.ok().location(location).body(body);
  }
}
