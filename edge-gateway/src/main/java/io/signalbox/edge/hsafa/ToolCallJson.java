package io.signalbox.edge.hsafa;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.signalbox.edge.views.ToolCallReads.Approval;
import io.signalbox.edge.views.ToolCallReads.ToolCall;
import io.signalbox.kit.json.WireJson;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A tool call as this dialect shows it.
@JsonInclude(JsonInclude.Include.NON_NULL)
record ToolCallJson(
    UUID callId,
    UUID runId,
    String toolName,
    JsonNode args,
    String executionTarget,
    String status,
    @Nullable UUID deviceId,
    @Nullable String worker,
    @Nullable JsonNode result,
    @Nullable String error,
    @Nullable String errorCode,
    @Nullable String source,
    @Nullable JsonNode progress,
    @Nullable String cancel,
    @Nullable ApprovalJson approval,
    Instant requestedAt,
    @Nullable Instant dispatchedAt,
    @Nullable Instant leaseUntil,
    @Nullable Instant deadline,
    @Nullable Instant completedAt,
    @Nullable Instant lateAt) {

  /// The approval that it needs.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ApprovalJson(
      Instant until, @Nullable String decision, @Nullable String by, @Nullable String reason) {
    private static @Nullable ApprovalJson of(@Nullable Approval approval) {
      return approval == null
          ? null
          : new ApprovalJson(
              approval.until(), approval.decision(), approval.by(), approval.reason());
    }
  }

  static ToolCallJson of(ToolCall call) {
    return new ToolCallJson(
        call.callId(),
        call.runId(),
        call.toolName(),
        WireJson.json(call.args()),
        call.target(),
        call.status(),
        call.deviceId(),
        call.worker(),
        json(call.result()),
        call.error(),
        call.errorCode(),
        call.source(),
        json(call.progress()),
        call.cancel(),
        ApprovalJson.of(call.approval()),
        call.requestedAt(),
        call.dispatchedAt(),
        call.leaseUntil(),
        call.deadline(),
        call.completedAt(),
        call.lateAt());
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    return text == null ? null : WireJson.json(text);
  }
}
