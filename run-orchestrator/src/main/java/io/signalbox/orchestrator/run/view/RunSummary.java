package io.signalbox.orchestrator.run.view;

import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.AssistantDelta;
import io.signalbox.schemas.run.AssistantMessage;
import io.signalbox.schemas.run.ModelAttemptFailed;
import io.signalbox.schemas.run.ModelAttemptStarted;
import io.signalbox.schemas.run.ReasoningDelta;
import io.signalbox.schemas.run.RunCompleted;
import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunFailed;
import io.signalbox.schemas.run.RunResumed;
import io.signalbox.schemas.run.RunStarted;
import io.signalbox.schemas.run.RunWaitingTool;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.run.ToolCallDispatched;
import io.signalbox.schemas.run.ToolCallRequested;
import io.signalbox.schemas.run.ToolResultReceived;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a list of runs shows of one run.
///
/// @param outputText text of the last turn, once the run completed
/// @param metadata free JSON object of the caller
record RunSummary(
    UUID runId,
    String tenantId,
    UUID agentId,
    UUID agentVersionId,
    Instant createdAt,
    @Nullable String metadata,
    Progress progress,
    Tokens tokens,
    @Nullable Failure failure,
    @Nullable String outputText) {

  /// How far the run has come.
  ///
  /// @param lastSeq seq of the newest event in it; older events change nothing
  record Progress(
      String status,
      Instant updatedAt,
      @Nullable Instant startedAt,
      @Nullable Instant completedAt,
      long lastSeq) {}

  /// Tokens used so far.
  record Tokens(long input, long output) {
    Tokens plus(TokenUsage usage) {
      return new Tokens(input + usage.getInputTokens(), output + usage.getOutputTokens());
    }
  }

  /// Why the run failed.
  record Failure(String code, String message) {}

  /// The summary of a run that has just been created.
  static RunSummary created(Envelope envelope, RunCreated event) {
    Instant at = envelope.getOccurredAt();
    return new RunSummary(
        UUID.fromString(envelope.getAggregateId()),
        envelope.getTenantId(),
        UUID.fromString(event.getAgentId()),
        UUID.fromString(event.getAgentVersionId()),
        at,
        event.getMetadata(),
        new Progress(event.getStatus(), at, null, null, envelope.getSeq()),
        new Tokens(0, 0),
        null,
        null);
  }

  /// The summary after an event; pure.
  RunSummary on(RunEvent event) {
    Envelope envelope = event.getEnvelope();
    if (envelope.getSeq() <= progress.lastSeq()) {
      return this;
    }
    Instant at = envelope.getOccurredAt();
    RunSummary next = seen(envelope.getSeq(), at);
    return switch (event.getPayload()) {
      case RunStarted e -> next.started(e.getStatus(), at);
      case RunWaitingTool e -> next.in(e.getStatus());
      case RunResumed e -> next.in(e.getStatus());
      case RunCompleted e -> next.ended(e.getStatus(), at, null, e.getText());
      case RunFailed e ->
          next.ended(e.getStatus(), at, new Failure(e.getCode(), e.getError()), null);
      case AssistantMessage e -> next.used(e.getUsage());
      case RunCreated _, ModelAttemptStarted _, AssistantDelta _, ReasoningDelta _ -> next;
      case ModelAttemptFailed _, ToolCallRequested _, ToolCallDispatched _, ToolResultReceived _ ->
          next;
      default -> throw new IllegalStateException("Unknown event " + event.getPayload().getClass());
    };
  }

  private RunSummary seen(long seq, Instant at) {
    return with(
        new Progress(progress.status(), at, progress.startedAt(), progress.completedAt(), seq));
  }

  private RunSummary in(String status) {
    return with(
        new Progress(
            status,
            progress.updatedAt(),
            progress.startedAt(),
            progress.completedAt(),
            progress.lastSeq()));
  }

  private RunSummary started(String status, Instant at) {
    return with(new Progress(status, at, at, null, progress.lastSeq()));
  }

  private RunSummary ended(
      String status, Instant at, @Nullable Failure why, @Nullable String text) {
    Progress end = new Progress(status, at, progress.startedAt(), at, progress.lastSeq());
    return new RunSummary(
        runId, tenantId, agentId, agentVersionId, createdAt, metadata, end, tokens, why, text);
  }

  private RunSummary used(TokenUsage usage) {
    return new RunSummary(
        runId,
        tenantId,
        agentId,
        agentVersionId,
        createdAt,
        metadata,
        progress,
        tokens.plus(usage),
        failure,
        outputText);
  }

  private RunSummary with(Progress now) {
    return new RunSummary(
        runId,
        tenantId,
        agentId,
        agentVersionId,
        createdAt,
        metadata,
        now,
        tokens,
        failure,
        outputText);
  }
}
