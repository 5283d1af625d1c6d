package io.signalbox.orchestrator.run.view;

import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.AssistantDelta;
import io.signalbox.schemas.run.AssistantMessage;
import io.signalbox.schemas.run.MessageAppended;
import io.signalbox.schemas.run.ModelAttemptFailed;
import io.signalbox.schemas.run.ModelAttemptRequested;
import io.signalbox.schemas.run.ModelAttemptStarted;
import io.signalbox.schemas.run.ReasoningDelta;
import io.signalbox.schemas.run.RunCanceled;
import io.signalbox.schemas.run.RunCompleted;
import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.run.RunDeleted;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunFailed;
import io.signalbox.schemas.run.RunReleased;
import io.signalbox.schemas.run.RunResumed;
import io.signalbox.schemas.run.RunSilent;
import io.signalbox.schemas.run.RunStarted;
import io.signalbox.schemas.run.RunWaitingTool;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.run.ToolApprovalDecided;
import io.signalbox.schemas.run.ToolApprovalRequested;
import io.signalbox.schemas.run.ToolCallClaimed;
import io.signalbox.schemas.run.ToolCallDispatched;
import io.signalbox.schemas.run.ToolCallRequested;
import io.signalbox.schemas.run.ToolResultReceived;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// What a list of runs shows of one run.
///
/// @param outputText text of the last turn, once the run completed
/// @param unapproved calls that wait for somebody to approve them
record RunSummary(
    Origin origin,
    Progress progress,
    Tokens tokens,
    @Nullable Failure failure,
    @Nullable String outputText,
    Set<String> unapproved) {
  RunSummary {
    unapproved = Set.copyOf(unapproved);
  }

  /// What a run is from its start on.
  ///
  /// @param metadata free JSON object of the caller
  /// @param parentSeq the seq of the parent up to which its history is this run's
  record Origin(
      UUID runId,
      String tenantId,
      UUID agentId,
      UUID agentVersionId,
      Instant createdAt,
      @Nullable String metadata,
      @Nullable UUID sessionId,
      @Nullable UUID parentRunId,
      @Nullable Long parentSeq) {}

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
    Origin origin =
        new Origin(
            UUID.fromString(envelope.getAggregateId()),
            envelope.getTenantId(),
            UUID.fromString(event.getAgentId()),
            UUID.fromString(event.getAgentVersionId()),
            at,
            event.getMetadata(),
            id(event.getSessionId()),
            id(event.getParentRunId()),
            event.getParentSeq());
    Progress begin = new Progress(event.getStatus(), at, null, null, envelope.getSeq());
    return new RunSummary(origin, begin, new Tokens(0, 0), null, null, Set.of());
  }

  UUID runId() {
    return origin.runId();
  }

  /// Whether the summary has the event in it.
  boolean knows(RunEvent event) {
    return event.getEnvelope().getSeq() <= progress.lastSeq();
  }

  /// The summary after an event; pure. An event of a later version only moves it on.
  RunSummary on(RunEvent event) {
    if (knows(event)) {
      return this;
    }
    Instant at = event.getEnvelope().getOccurredAt();
    RunSummary next = seen(event.getEnvelope().getSeq(), at);
    return switch (event.getPayload()) {
      case RunStarted e -> next.started(e.getStatus(), at);
      case RunWaitingTool e -> next.in(e.getStatus());
      case RunResumed e -> next.in(e.getStatus());
      case RunDeleted e -> next.in(e.getStatus());
      case RunCompleted e -> next.ended(e.getStatus(), at, null, e.getText());
      case RunCanceled e -> next.ended(e.getStatus(), at, null, null);
      case RunFailed e ->
          next.ended(e.getStatus(), at, new Failure(e.getCode(), e.getError()), null);
      case AssistantMessage e ->
          new RunSummary(
              origin, next.progress, tokens.plus(e.getUsage()), failure, outputText, unapproved);
      case RunCreated _, RunReleased _, MessageAppended _, RunSilent _ -> next;
      case ModelAttemptRequested _, ModelAttemptStarted _, ModelAttemptFailed _ -> next;
      case AssistantDelta _, ReasoningDelta _ -> next;
      case ToolApprovalRequested e -> next.awaitingApproval(e.getCallId());
      case ToolApprovalDecided e -> next.approved(e.getCallId());
      case ToolResultReceived e -> next.approved(e.getCallId());
      case ToolCallRequested _, ToolCallDispatched _, ToolCallClaimed _ -> next;
      case SpecificRecord other ->
          throw new IllegalStateException("Expected a run's event, but got " + other.getClass());
      default -> next;
    };
  }

  private RunSummary awaitingApproval(String callId) {
    Set<String> more = new HashSet<>(unapproved);
    more.add(callId);
    return new RunSummary(origin, progress, tokens, failure, outputText, more);
  }

  /// The call waits for nobody's approval any more, or never did.
  private RunSummary approved(String callId) {
    Set<String> fewer = new HashSet<>(unapproved);
    fewer.remove(callId);
    return new RunSummary(origin, progress, tokens, failure, outputText, fewer);
  }

  private RunSummary seen(long seq, Instant at) {
    return with(
        new Progress(progress.status(), at, progress.startedAt(), progress.completedAt(), seq));
  }

  private RunSummary in(String status) {
    Progress p = progress;
    return with(new Progress(status, p.updatedAt(), p.startedAt(), p.completedAt(), p.lastSeq()));
  }

  private RunSummary started(String status, Instant at) {
    return with(new Progress(status, at, at, null, progress.lastSeq()));
  }

  private RunSummary ended(
      String status, Instant at, @Nullable Failure why, @Nullable String text) {
    Progress end = new Progress(status, at, progress.startedAt(), at, progress.lastSeq());
    return new RunSummary(origin, end, tokens, why, text, Set.of());
  }

  private RunSummary with(Progress now) {
    return new RunSummary(origin, now, tokens, failure, outputText, unapproved);
  }

  private static @Nullable UUID id(@Nullable String text) {
    return text == null ? null : UUID.fromString(text);
  }
}
