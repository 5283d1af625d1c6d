package io.signalbox.edge.hsafa;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.signalbox.edge.views.RunReads;
import io.signalbox.kit.json.WireJson;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A run as this dialect shows it.
///
/// @param id the same as `runId`
/// @param waitingFor `approval` or `tools`; absent unless it waits
/// @param oldestSeq seq of the oldest event that is kept
/// @param text what the run came to; absent until it is completed
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunJson(
    UUID id,
    UUID runId,
    UUID agentId,
    UUID agentVersionId,
    String status,
    @Nullable String waitingFor,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    long lastSeq,
    long oldestSeq,
    @Nullable UUID sessionId,
    @Nullable UUID parentRunId,
    @Nullable Long parentSeq,
    @Nullable String errorCode,
    @Nullable String errorMessage,
    @Nullable String text,
    Usage usage,
    @Nullable JsonNode metadata,
    String streamUrl,
    Named agent,
    Tagged agentVersion) {

  /// Tokens that the run's model calls used.
  record Usage(long inputTokens, long outputTokens) {}

  /// The agent, with its name where the views have it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Named(UUID id, @Nullable String name) {}

  /// The version, with its tag where the views have it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Tagged(UUID id, @Nullable String version) {}

  static RunJson of(RunReads.Run run) {
    String metadata = run.metadata();
    return new RunJson(
        run.runId(),
        run.runId(),
        run.agentId(),
        run.agentVersionId(),
        run.status(),
        run.waitingFor(),
        run.times().createdAt(),
        run.times().updatedAt(),
        run.times().startedAt(),
        run.times().completedAt(),
        run.lastSeq(),
        run.oldestSeq(),
        run.origin().sessionId(),
        run.origin().parentRunId(),
        run.origin().parentSeq(),
        run.errorCode(),
        run.errorMessage(),
        run.outputText(),
        new Usage(run.inputTokens(), run.outputTokens()),
        metadata == null ? null : WireJson.json(metadata),
        streamUrl(run.runId()),
        new Named(run.agentId(), run.agentName()),
        new Tagged(run.agentVersionId(), run.agentVersion()));
  }

  static String streamUrl(UUID runId) {
    return "/api/runs/" + runId + "/stream";
  }
}
