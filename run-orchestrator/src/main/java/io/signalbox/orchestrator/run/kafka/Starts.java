package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.Start;
import io.signalbox.orchestrator.run.Start.WaitsFor;
import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.run.StartRun;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a run starts with, between wire and domain.
final class Starts {
  private Starts() {}

  static Start of(StartRun wire) {
    return new Start(
        new Start.Agent(wire.getAgentId(), wire.getAgentVersionId(), wire.getConfigHash()),
        wire.getConfig(),
        PlanReader.read(wire.getConfig()),
        Messages.all(wire.getMessages()),
        wire.getMetadata(),
        Optional.ofNullable(wire.getSessionId()),
        Messages.all(wire.getHistory()),
        WaitsFor.valueOf(wire.getWaitsFor().toUpperCase(Locale.ROOT)),
        parent(wire.getParentRunId(), wire.getParentSeq()),
        wire.getFirstStep());
  }

  private static Optional<Start.Parent> parent(@Nullable String runId, @Nullable Long seq) {
    return runId == null || seq == null
        ? Optional.empty()
        : Optional.of(new Start.Parent(runId, seq));
  }

  static RunCreated created(Start start) {
    return RunCreated.newBuilder()
        .setAgentId(start.agent().agentId())
        .setAgentVersionId(start.agent().versionId())
        .setConfigHash(start.agent().configHash())
        .setConfig(start.config())
        .setMessages(Messages.allOf(start.messages()))
        .setMetadata(start.metadata())
        .setSessionId(start.sessionId().orElse(null))
        .setHistory(Messages.allOf(start.history()))
        .setWaitsFor(start.waitsFor().name().toLowerCase(Locale.ROOT))
        .setParentRunId(start.parent().map(Start.Parent::runId).orElse(null))
        .setParentSeq(start.parent().map(Start.Parent::seq).orElse(null))
        .setFirstStep(start.firstStep())
        .build();
  }
}
