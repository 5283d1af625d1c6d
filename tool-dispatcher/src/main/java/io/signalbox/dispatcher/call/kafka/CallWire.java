package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.Addressee;
import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.dispatcher.call.Claim;
import io.signalbox.dispatcher.call.Lease;
import io.signalbox.dispatcher.call.Request;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.ToolApprovalDecided;
import io.signalbox.schemas.tool.ToolApprovalExpired;
import io.signalbox.schemas.tool.ToolApprovalRequested;
import io.signalbox.schemas.tool.ToolCallAccepted;
import io.signalbox.schemas.tool.ToolCallCanceled;
import io.signalbox.schemas.tool.ToolCallClaimed;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolCallDispatched;
import io.signalbox.schemas.tool.ToolCallExpired;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolCallLeaseLost;
import io.signalbox.schemas.tool.ToolCallOutcomeUnknown;
import io.signalbox.schemas.tool.ToolCallRenewed;
import io.signalbox.schemas.tool.ToolCallResumed;
import io.signalbox.schemas.tool.ToolCancelConfirmed;
import io.signalbox.schemas.tool.ToolCancelDelivered;
import io.signalbox.schemas.tool.ToolCancelUnconfirmed;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.tool.ToolResultLate;
import io.signalbox.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;

/// How events of a call look on the wire.
final class CallWire {
  private CallWire() {}

  static Outgoing event(CallEvent event, ToolCall after, Envelope envelope) {
    return Outgoing.to(
        Topics.TOOL_EVENTS,
        ToolEvent.newBuilder()
            .setEnvelope(envelope)
            .setPayload(payload(event, runId(after)))
            .build());
  }

  private static SpecificRecord payload(CallEvent event, String runId) {
    return switch (event) {
      case CallEvent.Accepted(Request request) -> accepted(request);
      case CallEvent.ApprovalRequested e ->
          ToolApprovalRequested.newBuilder().setRunId(runId).setUntil(e.until()).build();
      case CallEvent.ApprovalDecided e ->
          ToolApprovalDecided.newBuilder()
              .setRunId(runId)
              .setDecision(e.decision().wireName())
              .setBy(e.by())
              .setReason(e.reason())
              .build();
      case CallEvent.ApprovalExpired e ->
          ToolApprovalExpired.newBuilder().setRunId(runId).setReason(e.reason()).build();
      case CallEvent.Dispatched(Lease lease) -> dispatched(lease, runId);
      case CallEvent.Claimed(Claim claim) -> claimed(claim, runId);
      case CallEvent.Renewed e ->
          ToolCallRenewed.newBuilder()
              .setRunId(runId)
              .setEpoch(e.epoch())
              .setUntil(e.until())
              .setProgress(e.progress())
              .build();
      case CallEvent.Resumed e ->
          ToolCallResumed.newBuilder()
              .setRunId(runId)
              .setDeviceId(e.deviceId())
              .setSessionId(e.sessionId())
              .setEpoch(e.epoch())
              .setUntil(e.until())
              .build();
      case CallEvent.LeaseLost e ->
          ToolCallLeaseLost.newBuilder()
              .setRunId(runId)
              .setEpoch(e.epoch())
              .setReason(e.reason())
              .build();
      case CallEvent.Completed e ->
          ToolCallCompleted.newBuilder()
              .setRunId(runId)
              .setResult(e.result())
              .setSource(e.source())
              .build();
      case CallEvent.Failed e ->
          ToolCallFailed.newBuilder()
              .setRunId(runId)
              .setError(e.error())
              .setSource(e.source())
              .setCode(e.code())
              .build();
      case CallEvent.Expired e ->
          ToolCallExpired.newBuilder().setRunId(runId).setReason(e.reason()).build();
      case CallEvent.OutcomeUnknown e ->
          ToolCallOutcomeUnknown.newBuilder()
              .setRunId(runId)
              .setEpoch(e.epoch())
              .setReason(e.reason())
              .build();
      case CallEvent.Canceled e ->
          ToolCallCanceled.newBuilder()
              .setRunId(runId)
              .setReason(e.reason())
              .setConfirmBy(e.confirmBy())
              .build();
      case CallEvent.CancelDelivered _ -> ToolCancelDelivered.newBuilder().setRunId(runId).build();
      case CallEvent.CancelConfirmed e ->
          ToolCancelConfirmed.newBuilder().setRunId(runId).setStopped(e.stopped()).build();
      case CallEvent.CancelUnconfirmed e ->
          ToolCancelUnconfirmed.newBuilder().setRunId(runId).setDelivered(e.delivered()).build();
      case CallEvent.ResultLate e ->
          ToolResultLate.newBuilder()
              .setRunId(runId)
              .setStatus(e.status())
              .setSource(e.source())
              .setDeviceId(e.deviceId())
              .build();
    };
  }

  private static ToolCallAccepted accepted(Request request) {
    Addressee addressee = request.addressee();
    return ToolCallAccepted.newBuilder()
        .setRunId(request.runId())
        .setToolName(request.toolName())
        .setArgs(request.args())
        .setExecutionTarget(request.target())
        .setDeadline(request.deadline())
        .setDeviceId(addressee == null ? null : addressee.deviceId())
        .setRepeatable(request.repeatable())
        .build();
  }

  private static ToolCallDispatched dispatched(Lease lease, String runId) {
    return ToolCallDispatched.newBuilder()
        .setRunId(runId)
        .setDeviceId(lease.deviceId())
        .setSessionId(lease.sessionId())
        .setEpoch(lease.epoch())
        .setLease(lease.token())
        .setUntil(lease.until())
        .build();
  }

  private static ToolCallClaimed claimed(Claim claim, String runId) {
    return ToolCallClaimed.newBuilder()
        .setRunId(runId)
        .setWorker(claim.worker())
        .setEpoch(claim.epoch())
        .setLease(claim.token())
        .setUntil(claim.until())
        .build();
  }

  private static String runId(ToolCall call) {
    return switch (call) {
      case ToolCall.AwaitingApproval a -> a.request().runId();
      case ToolCall.Waiting w -> w.request().runId();
      case ToolCall.Dispatched d -> d.request().runId();
      case ToolCall.Claimed c -> c.request().runId();
      case ToolCall.Canceling c -> c.runId();
      case ToolCall.Settled s -> s.runId();
      case ToolCall.NotRequested _ ->
          throw new IllegalStateException("Expected a requested call after its event");
    };
  }
}
