package io.signalbox.edge.hsafa;

import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.RunReads;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.topic.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What all ways to start a run have in common.
@Component
final class RunStarts {
  private final WritePath writes;
  private final AgentReads agents;
  private final RunReads runs;

  RunStarts(WritePath writes, AgentReads agents, RunReads runs) {
    this.writes = writes;
    this.agents = agents;
    this.runs = runs;
  }

  /// The version that is to be run.
  ///
  /// @param wished null = the newest
  Mono<AgentReads.Version> version(Principal principal, UUID agentId, @Nullable String wished) {
    UUID versionId = wished == null ? null : PathIds.of("a version of the agent", wished);
    return agents
        .version(principal.tenant(), agentId, versionId)
        .switchIfEmpty(
            Mono.error(() ->
                versionId == null
                    ? PathIds.none("an agent", agentId)
                    : PathIds.none("a version of agent " + agentId, versionId)));
  }

  /// A start of that version, to be completed.
  static StartRun.Builder of(AgentReads.Version version) {
    return StartRun.newBuilder()
        .setAgentId(version.agentId().toString())
        .setAgentVersionId(version.versionId().toString())
        .setConfigHash(version.configHash())
        .setConfig(version.config())
        .setMessages(List.of());
  }

  /// Starts a run that stands alone.
  Mono<Written<RunReads.Run>> start(Principal principal, UUID runId, StartRun start) {
    return writes.write(
        Topics.RUN_COMMANDS,
        new Target(principal, runId.toString()),
        envelope -> RunCommand.newBuilder().setEnvelope(envelope).setPayload(start).build(),
        seq -> runs.run(principal.tenant(), runId, seq));
  }

  /// What a client needs in order to follow a run.
  ///
  /// @param parent the run that it was forked from
  static Map<String, Object> ids(UUID runId, RunReads.@Nullable Run parent, long parentSeq) {
    Map<String, Object> ids = new LinkedHashMap<>();
    ids.put("runId", runId);
    ids.put("streamUrl", RunJson.streamUrl(runId));
    if (parent != null) {
      ids.put("parentRunId", parent.runId());
      ids.put("parentSeq", parentSeq);
    }
    return ids;
  }

  /// The same for a run that was just created.
  static Map<String, ?> created(Map<String, Object> ids, String status) {
    Map<String, Object> body = new LinkedHashMap<>(ids);
    body.put("status", status);
    return body;
  }
}
