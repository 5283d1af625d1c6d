package io.signalbox.edge.runs;

import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.RunReads;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What all ways to start a run have in common.
@Component
public final class RunStarts {
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
  /// @param wished as the caller named it; null = the newest
  /// @return fails with [UnknownIdException]
  public Mono<AgentReads.Version> version(
      Principal principal, UUID agentId, @Nullable String wished) {
    UUID versionId = wished == null ? null : IdText.of("a version of the agent", wished);
    return agents
        .version(principal.tenant(), agentId, versionId)
        .switchIfEmpty(
            Mono.error(() ->
                versionId == null
                    ? new UnknownIdException("an agent", agentId)
                    : new UnknownIdException("a version of agent " + agentId, versionId)));
  }

  /// A start of that version, to be completed.
  public static StartRun.Builder of(AgentReads.Version version) {
    return StartRun.newBuilder()
        .setAgentId(version.agentId().toString())
        .setAgentVersionId(version.versionId().toString())
        .setConfigHash(version.configHash())
        .setConfig(version.config())
        .setMessages(List.of());
  }

  /// Starts a run that stands alone.
  public Mono<Written<RunReads.Run>> start(Principal principal, UUID runId, StartRun start) {
    return writes.write(
        Topics.RUN_COMMANDS,
        new Target(principal, runId.toString()),
        envelope -> RunCommand.newBuilder().setEnvelope(envelope).setPayload(start).build(),
        seq -> runs.run(principal.tenant(), runId, seq));
  }
}
