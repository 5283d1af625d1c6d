package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.Addressee;
import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.dispatcher.call.Lease;
import io.signalbox.dispatcher.call.Request;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import io.signalbox.schemas.tool.CancelToolCall;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.SubmitToolResult;
import io.signalbox.schemas.tool.ToolCallAccepted;
import io.signalbox.schemas.tool.ToolCallCanceled;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolCallDispatched;
import io.signalbox.schemas.tool.ToolCallExpired;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.tool.ToolResult;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// How commands and events of a call look on the wire.
final class CallWire {
  private CallWire() {}

  /// What a record asks for; empty when this version does not know it.
  ///
  /// @throws IllegalArgumentException when an id is none: views could not store it
  static Optional<CallCommand> command(ToolRequest wire) {
    return switch (wire.getPayload()) {
      case RequestToolCall request -> Optional.of(request(wire.getEnvelope(), request));
      case CancelToolCall cancel ->
          Optional.of(
              new CallCommand.CancelCall(
                  wire.getEnvelope().getTenantId(), cancel.getRunId(), cancel.getReason()));
      default -> Optional.empty();
    };
  }

  private static CallCommand.RequestCall request(Envelope envelope, RequestToolCall request) {
    UUID.fromString(envelope.getAggregateId());
    UUID.fromString(request.getRunId());
    return new CallCommand.RequestCall(
        new Request(
            envelope.getTenantId(),
            request.getRunId(),
            request.getToolName(),
            request.getArgs(),
            request.getExecutionTarget(),
            envelope.getOccurredAt(),
            request.getDeadline(),
            envelope.getCorrelationId(),
            addressee(request)));
  }

  private static @Nullable Addressee addressee(RequestToolCall request) {
    String deviceId = request.getDeviceId();
    if (deviceId == null) {
      return null;
    }
    UUID.fromString(deviceId);
    return new Addressee(deviceId, request.getDeviceSeq());
  }

  /// What a record reports; empty when this version does not know it.
  static Optional<CallCommand> command(ToolResult wire) {
    return wire.getPayload() instanceof SubmitToolResult result
        ? Optional.of(
            new CallCommand.SubmitResult(
                wire.getEnvelope().getTenantId(),
                result.getRunId(),
                result.getStatus(),
                result.getResult(),
                result.getError(),
                result.getSource(),
                result.getDeviceId(),
                result.getCode()))
        : Optional.empty();
  }

  static Outgoing event(CallEvent event, ToolCall after, Envelope envelope) {
    return Outgoing.to(
        Topics.TOOL_EVENTS,
        ToolEvent.newBuilder()
            .setEnvelope(envelope)
            .setPayload(payload(event, runId(after)))
            .build());
  }

  /// What an event sets going: a call that was dispatched goes to its device, and a call that is
  /// canceled or expires is taken back from the device that holds it.
  static List<Outgoing> react(CallEvent event, ToolCall before, ToolCall after, Envelope envelope) {
    String callId = envelope.getAggregateId();
    if (event instanceof CallEvent.Dispatched && after instanceof ToolCall.Dispatched call) {
      return List.of(toDevice(call.lease(), dispatch(callId, call), envelope));
    }
    return before instanceof ToolCall.Dispatched call
        ? takenBack(event).stream()
            .map(reason -> toDevice(call.lease(), revoke(callId, call, reason), envelope))
            .toList()
        : List.of();
  }

  /// Why a call is taken back from the device that holds it; empty when it is not.
  private static Optional<String> takenBack(CallEvent event) {
    return switch (event) {
      case CallEvent.Canceled(String reason) -> Optional.of(reason);
      case CallEvent.Expired(String reason) -> Optional.of(reason);
      case CallEvent.Accepted _,
          CallEvent.Dispatched _,
          CallEvent.Completed _,
          CallEvent.Failed _ ->
          Optional.empty();
    };
  }

  private static Outgoing toDevice(Lease lease, SpecificRecord payload, Envelope cause) {
    return Outgoing.to(
        Topics.DEVICE_DISPATCH,
        DeviceDispatch.newBuilder()
            .setEnvelope(Envelopes.message(cause, lease.deviceId()))
            .setPayload(payload)
            .build());
  }

  private static RevokeToolCall revoke(String callId, ToolCall.Dispatched call, String reason) {
    return RevokeToolCall.newBuilder()
        .setSessionId(call.lease().sessionId())
        .setRunId(call.request().runId())
        .setCallId(callId)
        .setReason(reason)
        .build();
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
        .build();
  }

  private static SpecificRecord payload(CallEvent event, String runId) {
    return switch (event) {
      case CallEvent.Accepted(Request request) -> accepted(request);
      case CallEvent.Dispatched(Lease lease) -> dispatched(lease, runId);
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
      case CallEvent.Canceled e ->
          ToolCallCanceled.newBuilder().setRunId(runId).setReason(e.reason()).build();
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
        .build();
  }

  private static ToolCallDispatched dispatched(Lease lease, String runId) {
    return ToolCallDispatched.newBuilder()
        .setRunId(runId)
        .setDeviceId(lease.deviceId())
        .setSessionId(lease.sessionId())
        .setEpoch(lease.epoch())
        .setLease(lease.token())
        .build();
  }

  private static String runId(ToolCall call) {
    return switch (call) {
      case ToolCall.Waiting w -> w.request().runId();
      case ToolCall.Dispatched d -> d.request().runId();
      case ToolCall.Settled s -> s.runId();
      case ToolCall.NotRequested _ ->
          throw new IllegalStateException("Expected a requested call after its event");
    };
  }
}
