package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.dispatcher.call.Claim;
import io.signalbox.dispatcher.call.Lease;
import io.signalbox.dispatcher.call.Request;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import io.signalbox.schemas.tool.ToolWork;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/// What events of calls set going elsewhere.
final class CallReactions {
  private CallReactions() {}

  /// A call that was dispatched goes to its device, one that this system executes to its workers,
  /// and one that ends otherwise than by its result is taken back from the device that has it.
  static List<Outgoing> react(CallEvent event, ToolCall before, ToolCall after, Envelope envelope) {
    String callId = envelope.getAggregateId();
    if (event instanceof CallEvent.Dispatched && after instanceof ToolCall.Dispatched call) {
      return List.of(toDevice(call.lease().deviceId(), dispatch(callId, call), envelope));
    }
    if (event instanceof CallEvent.Claimed
        && before instanceof ToolCall.Waiting
        && after instanceof ToolCall.Claimed call) {
      return work(callId, call, envelope);
    }
    return before instanceof ToolCall.Dispatched(Request request, Lease lease, _)
        ? takenBack(event).stream()
            .map(reason ->
                revoke(lease.deviceId(), lease.sessionId(), request.runId(), reason, envelope))
            .toList()
        : List.of();
  }

  /// Why a call is taken back from the device that holds it; empty when it is not.
  private static Optional<String> takenBack(CallEvent event) {
    return switch (event) {
      case CallEvent.Canceled e -> Optional.of(e.reason());
      case CallEvent.Expired e -> Optional.of(e.reason());
      case CallEvent.LeaseLost e -> Optional.of(e.reason());
      case CallEvent.OutcomeUnknown e -> Optional.of(e.reason());
      case CallEvent.Accepted _,
          CallEvent.ApprovalRequested _,
          CallEvent.ApprovalDecided _,
          CallEvent.ApprovalExpired _,
          CallEvent.Dispatched _,
          CallEvent.Claimed _,
          CallEvent.Renewed _,
          CallEvent.Resumed _,
          CallEvent.Completed _,
          CallEvent.Failed _,
          CallEvent.CancelDelivered _,
          CallEvent.CancelConfirmed _,
          CallEvent.CancelUnconfirmed _,
          CallEvent.ResultLate _ ->
          Optional.empty();
    };
  }

  /// Tells a session of a device that a call is not wanted any more.
  static Outgoing revoke(
      String deviceId, String sessionId, String runId, String reason, Envelope cause) {
    return toDevice(
        deviceId,
        RevokeToolCall.newBuilder()
            .setSessionId(sessionId)
            .setRunId(runId)
            .setCallId(cause.getAggregateId())
            .setReason(reason)
            .build(),
        cause);
  }

  private static Outgoing toDevice(String deviceId, SpecificRecord payload, Envelope cause) {
    return Outgoing.to(
        Topics.DEVICE_DISPATCH,
        DeviceDispatch.newBuilder()
            .setEnvelope(Envelopes.message(cause, deviceId))
            .setPayload(payload)
            .build());
  }

  private static DispatchToolCall dispatch(String callId, ToolCall.Dispatched call) {
    Request request = call.request();
    Lease lease = call.lease();
    return DispatchToolCall.newBuilder()
        .setSessionId(lease.sessionId())
        .setRunId(request.runId())
        .setCallId(callId)
        .setToolName(request.toolName())
        .setArgs(request.args())
        .setEpoch(lease.epoch())
        .setLease(lease.token())
        .setDeadline(request.deadline())
        .setUntil(lease.until())
        .build();
  }

  private static List<Outgoing> work(String callId, ToolCall.Claimed call, Envelope cause) {
    Request request = call.request();
    String execution = request.execution();
    if (execution == null || call.forClock()) {
      return List.of();
    }
    Claim claim = call.claim();
    return List.of(
        Outgoing.to(
            Topics.TOOL_WORK,
            ToolWork.newBuilder()
                .setEnvelope(Envelopes.message(cause, callId))
                .setRunId(request.runId())
                .setCallId(callId)
                .setToolName(request.toolName())
                .setArgs(request.args())
                .setExecution(execution)
                .setRepeatable(request.repeatable())
                .setEpoch(claim.epoch())
                .setLease(claim.token())
                .setUntil(claim.until())
                .setDeadline(request.deadline())
                .build()));
  }
}
