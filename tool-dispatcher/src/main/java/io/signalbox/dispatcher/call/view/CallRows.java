package io.signalbox.dispatcher.call.view;

import static io.signalbox.dispatcher.call.view.CallStatement.APPROVAL;
import static io.signalbox.dispatcher.call.view.CallStatement.AWAIT_APPROVAL;
import static io.signalbox.dispatcher.call.view.CallStatement.CANCEL;
import static io.signalbox.dispatcher.call.view.CallStatement.CLAIM;
import static io.signalbox.dispatcher.call.view.CallStatement.DISPATCH;
import static io.signalbox.dispatcher.call.view.CallStatement.LATE;
import static io.signalbox.dispatcher.call.view.CallStatement.LOSE_LEASE;
import static io.signalbox.dispatcher.call.view.CallStatement.RENEW;
import static io.signalbox.dispatcher.call.view.CallStatement.REQUEST;
import static io.signalbox.dispatcher.call.view.CallStatement.RESULT;
import static io.signalbox.dispatcher.call.view.CallStatement.SETTLE;
import static io.signalbox.kit.projection.Storable.json;
import static io.signalbox.kit.projection.Storable.text;

import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.ToolApprovalDecided;
import io.signalbox.schemas.tool.ToolApprovalExpired;
import io.signalbox.schemas.tool.ToolApprovalRequested;
import io.signalbox.schemas.tool.ToolCallAccepted;
import io.signalbox.schemas.tool.ToolCallCanceled;
import io.signalbox.schemas.tool.ToolCallClaimed;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolCallDispatched;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolCallRenewed;
import io.signalbox.schemas.tool.ToolCallResumed;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// What a batch writes.
final class CallRows {
  private final Map<CallStatement, List<@Nullable Object[]>> rows =
      new EnumMap<>(CallStatement.class);

  void write(JdbcTemplate jdbc) {
    rows.forEach((statement, values) -> jdbc.batchUpdate(statement.sql(), values));
  }

  void requested(Envelope envelope, ToolCallAccepted event) {
    add(
        REQUEST,
        text(envelope.getTenantId()),
        callId(envelope),
        UUID.fromString(event.getRunId()),
        text(event.getToolName()),
        json(event.getArgs()),
        text(event.getExecutionTarget()),
        utc(envelope.getOccurredAt()),
        utc(event.getDeadline()),
        event.getDeviceId() == null ? null : UUID.fromString(event.getDeviceId()),
        envelope.getSeq());
  }

  void awaitingApproval(Envelope envelope, ToolApprovalRequested event) {
    forward(AWAIT_APPROVAL, envelope, utc(event.getUntil()));
  }

  /// A call that is not approved ends with its next event.
  void approvalDecided(Envelope envelope, ToolApprovalDecided event) {
    boolean goesOn = event.getDecision().startsWith("allow");
    approval(
        envelope,
        goesOn ? "requested" : "awaiting_approval",
        event.getDecision(),
        event.getBy(),
        event.getReason());
  }

  void approvalExpired(Envelope envelope, ToolApprovalExpired event) {
    approval(envelope, "awaiting_approval", "expired", null, event.getReason());
  }

  private void approval(
      Envelope envelope,
      String status,
      String approval,
      @Nullable String by,
      @Nullable String reason) {
    forward(APPROVAL, envelope, status, text(approval), text(by), text(reason));
  }

  void dispatched(Envelope envelope, ToolCallDispatched event) {
    forward(
        DISPATCH,
        envelope,
        UUID.fromString(event.getDeviceId()),
        utc(envelope.getOccurredAt()),
        utc(event.getUntil()));
  }

  void claimed(Envelope envelope, ToolCallClaimed event) {
    forward(
        CLAIM,
        envelope,
        text(event.getWorker()),
        utc(envelope.getOccurredAt()),
        utc(event.getUntil()));
  }

  void renewed(Envelope envelope, ToolCallRenewed event) {
    forward(RENEW, envelope, utc(event.getUntil()), json(event.getProgress()));
  }

  void resumed(Envelope envelope, ToolCallResumed event) {
    forward(RENEW, envelope, utc(event.getUntil()), null);
  }

  void leaseLost(Envelope envelope) {
    forward(LOSE_LEASE, envelope);
  }

  void completed(Envelope envelope, ToolCallCompleted event) {
    settled(envelope, "completed", null, null, null);
    result(envelope, event.getRunId(), event.getResult(), event.getSource(), null);
  }

  void failed(Envelope envelope, ToolCallFailed event) {
    settled(envelope, "failed", event.getError(), event.getCode(), null);
    result(envelope, event.getRunId(), null, event.getSource(), event.getError());
  }

  void canceled(Envelope envelope, ToolCallCanceled event) {
    String cancel = event.getConfirmBy() == null ? null : "requested";
    settled(envelope, "canceled", event.getReason(), null, cancel);
  }

  /// The end of a call of which there is no result.
  void ended(Envelope envelope, String status, String reason) {
    settled(envelope, status, reason, null, null);
  }

  void cancel(Envelope envelope, String state) {
    forward(CANCEL, envelope, state);
  }

  void late(Envelope envelope) {
    add(LATE, utc(envelope.getOccurredAt()), envelope.getSeq(), callId(envelope));
  }

  private void settled(
      Envelope envelope,
      String status,
      @Nullable String error,
      @Nullable String code,
      @Nullable String cancel) {
    forward(
        SETTLE, envelope, status, text(error), text(code), utc(envelope.getOccurredAt()), cancel);
  }

  private void result(
      Envelope envelope,
      String runId,
      @Nullable String result,
      String source,
      @Nullable String error) {
    add(
        RESULT,
        text(envelope.getTenantId()),
        callId(envelope),
        UUID.fromString(runId),
        json(result),
        text(source),
        text(error),
        utc(envelope.getOccurredAt()));
  }

  /// A change that the row takes only if it stands before it.
  private void forward(CallStatement statement, Envelope envelope, @Nullable Object... values) {
    @Nullable Object[] all = Arrays.copyOf(values, values.length + 3);
    all[values.length] = envelope.getSeq();
    all[values.length + 1] = callId(envelope);
    all[values.length + 2] = envelope.getSeq();
    add(statement, all);
  }

  private void add(CallStatement statement, @Nullable Object... values) {
    rows.computeIfAbsent(statement, _ -> new ArrayList<>()).add(values);
  }

  private static UUID callId(Envelope envelope) {
    return UUID.fromString(envelope.getAggregateId());
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
