package io.signalbox.dispatcher.call.kafka;

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
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.SubmitToolResult;
import io.signalbox.schemas.tool.ToolCallAccepted;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolCallDispatched;
import io.signalbox.schemas.tool.ToolCallExpired;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.tool.ToolResult;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/// How commands and events of a call look on the wire.
final class CallWire {
  private CallWire() {}

  /// @throws IllegalArgumentException when an id is none: views could not store it
  static CallCommand.RequestCall command(ToolRequest wire) {
    Envelope envelope = wire.getEnvelope();
    if (!(wire.getPayload() instanceof RequestToolCall request)) {
      throw unknown(wire.getPayload());
    }
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
            envelope.getCorrelationId()));
  }

  static CallCommand.SubmitResult command(ToolResult wire) {
    if (!(wire.getPayload() instanceof SubmitToolResult result)) {
      throw unknown(wire.getPayload());
    }
    return new CallCommand.SubmitResult(
        wire.getEnvelope().getTenantId(),
        result.getRunId(),
        result.getStatus(),
        result.getResult(),
        result.getError(),
        result.getSource(),
        result.getDeviceId());
  }

  static Outgoing event(CallEvent event, ToolCall after, Envelope envelope) {
    return Outgoing.to(
        Topics.TOOL_EVENTS,
        ToolEvent.newBuilder()
            .setEnvelope(envelope)
            .setPayload(payload(event, runId(after)))
            .build());
  }

  /// What an event sets going: a call that was dispatched goes to its device.
  static List<Outgoing> react(CallEvent event, ToolCall after, Envelope envelope) {
    if (event instanceof CallEvent.Dispatched && after instanceof ToolCall.Dispatched call) {
      String deviceId = call.lease().deviceId();
      return List.of(
          Outgoing.to(
              Topics.DEVICE_DISPATCH,
              DeviceDispatch.newBuilder()
                  .setEnvelope(Envelopes.message(envelope, deviceId))
                  .setPayload(dispatch(envelope.getAggregateId(), call))
                  .build()));
    }
    return List.of();
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
              .build();
      case CallEvent.Expired e ->
          ToolCallExpired.newBuilder().setRunId(runId).setReason(e.reason()).build();
    };
  }

  private static ToolCallAccepted accepted(Request request) {
    return ToolCallAccepted.newBuilder()
        .setRunId(request.runId())
        .setToolName(request.toolName())
        .setArgs(request.args())
        .setExecutionTarget(request.target())
        .setDeadline(request.deadline())
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

  private static IllegalArgumentException unknown(Object payload) {
    return new IllegalArgumentException(
        "Expected a command to a tool call, but got " + payload.getClass().getName());
  }
}
