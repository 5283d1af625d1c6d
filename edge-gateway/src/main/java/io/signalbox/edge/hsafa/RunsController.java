package io.signalbox.edge.hsafa;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.RunReads;
import io.signalbox.kit.Ids;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.topic.Topics;
import java.net.URI;
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
import reactor.core.publisher.Mono;

/// Starts runs and shows how they stand.
@RestController
@RequestMapping("/api/runs")
final class RunsController {
  private final WritePath writes;
  private final AgentReads agents;
  private final RunReads runs;

  RunsController(WritePath writes, AgentReads agents, RunReads runs) {
    this.writes = writes;
    this.agents = agents;
    this.runs = runs;
  }

  @PostMapping(consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> start(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @RequestBody(required = false) Mono<byte[]> body) {
    return Bodies.read(body, RunRequest::read)
        .flatMap(request ->
            version(principal, request).flatMap(version -> start(principal, request, version)));
  }

  @GetMapping("/{id}")
  Mono<Map<String, RunJson>> get(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    UUID runId = PathIds.of("a run", id);
    return runs.run(principal.tenant(), runId)
        .switchIfEmpty(Mono.error(() -> PathIds.none("a run", runId)))
        .map(run -> Map.of("run", RunJson.of(run)));
  }

  private Mono<AgentReads.Version> version(Principal principal, RunRequest request) {
    UUID agentId = PathIds.of("an agent", request.agentId());
    String wished = request.agentVersionId();
    UUID versionId = wished == null ? null : PathIds.of("a version of the agent", wished);
    return agents
        .version(principal.tenant(), agentId, versionId)
        .switchIfEmpty(
            Mono.error(() ->
                versionId == null
                    ? PathIds.none("an agent", agentId)
                    : PathIds.none("a version of agent " + agentId, versionId)));
  }

  private Mono<ResponseEntity<Map<String, ?>>> start(
      Principal principal, RunRequest request, AgentReads.Version version) {
    UUID runId = Ids.next();
    URI location = URI.create("/api/runs/" + runId);
    Map<String, ?> ids = Map.of("runId", runId, "streamUrl", RunJson.streamUrl(runId));
    return writes
        .write(
            Topics.RUN_COMMANDS,
            new Target(principal, runId.toString()),
            envelope -> command(envelope, request, version),
            seq -> runs.run(principal.tenant(), runId, seq))
        .map(written ->
            WriteAnswers.of(
                written, location, ids, _ -> ResponseEntity.created(location).body(queued(runId))));
  }

  private static Map<String, ?> queued(UUID runId) {
    return Map.of("runId", runId, "status", "queued", "streamUrl", RunJson.streamUrl(runId));
  }

  private static RunCommand command(
      Envelope envelope, RunRequest request, AgentReads.Version version) {
    StartRun payload =
        StartRun.newBuilder()
            .setAgentId(version.agentId().toString())
            .setAgentVersionId(version.versionId().toString())
            .setConfigHash(version.configHash())
            .setConfig(version.config())
            .setMessages(request.messages())
            .setMetadata(request.metadata())
            .build();
    return RunCommand.newBuilder().setEnvelope(envelope).setPayload(payload).build();
  }
}
