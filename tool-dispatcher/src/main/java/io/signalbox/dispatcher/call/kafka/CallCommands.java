package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.Addressee;
import io.signalbox.dispatcher.call.CallCommand;
import io.signalbox.dispatcher.call.CallCommand.Speaker;
import io.signalbox.dispatcher.call.CallTimes;
import io.signalbox.dispatcher.call.Guard;
import io.signalbox.dispatcher.call.Handling;
import io.signalbox.dispatcher.call.Policy;
import io.signalbox.dispatcher.call.Request;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.CancelToolCall;
import io.signalbox.schemas.tool.ClaimToolCall;
import io.signalbox.schemas.tool.ConfirmToolCancel;
import io.signalbox.schemas.tool.DecideToolApproval;
import io.signalbox.schemas.tool.EndToolLease;
import io.signalbox.schemas.tool.RecordCancelDelivery;
import io.signalbox.schemas.tool.RenewToolCall;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.SubmitToolResult;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.tool.ToolResult;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What records ask of a call.
final class CallCommands {
  private CallCommands() {}

  /// What a record asks for; empty when this version does not know it.
  ///
  /// @throws IllegalArgumentException when an id is none: views could not store it
  static Optional<CallCommand> of(ToolRequest wire, Instant now, CallTimes times) {
    return switch (wire.getPayload()) {
      case RequestToolCall request -> Optional.of(request(wire.getEnvelope(), request));
      case CancelToolCall cancel ->
          Optional.of(
              new CallCommand.CancelCall(
                  wire.getEnvelope().getTenantId(),
                  cancel.getRunId(),
                  cancel.getReason(),
                  now.plus(times.cancelConfirmation())));
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
            addressee(request),
            handling(request)));
  }

  private static @Nullable Addressee addressee(RequestToolCall request) {
    String deviceId = request.getDeviceId();
    if (deviceId == null) {
      return null;
    }
    UUID.fromString(deviceId);
    return new Addressee(deviceId, request.getDeviceSeq());
  }

  private static @Nullable Handling handling(RequestToolCall request) {
    Handling handling =
        new Handling(
            request.getRepeatable(),
            request.getPreferredDeviceId(),
            request.getExecution(),
            guard(request));
    return handling.equals(new Handling(false, null, null, null)) ? null : handling;
  }

  private static @Nullable Guard guard(RequestToolCall request) {
    Policy policy = Policy.ofWire(request.getPolicy());
    String objections = ArgumentRules.objections(request.getRules(), request.getArgs());
    if (objections != null) {
      return new Guard(Policy.DENY, null, null, objections);
    }
    return policy == Policy.ALLOW
        ? null
        : new Guard(policy, request.getApprovalDeadline(), null, null);
  }

  /// What a record reports; empty when this version does not know it.
  static Optional<CallCommand> of(ToolResult wire, Instant now, CallTimes times) {
    String tenantId = wire.getEnvelope().getTenantId();
    return switch (wire.getPayload()) {
      case SubmitToolResult e -> Optional.of(result(tenantId, e));
      case DecideToolApproval e ->
          Optional.of(
              new CallCommand.DecideApproval(
                  new Speaker(tenantId, e.getRunId(), null, null),
                  e.getDecision(),
                  wire.getEnvelope().getActor().getSubject(),
                  e.getReason()));
      case ClaimToolCall e ->
          Optional.of(
              new CallCommand.ClaimCall(
                  tenantId,
                  e.getRunId(),
                  e.getWorker(),
                  e.getLease(),
                  e.getReplaces(),
                  now.plus(times.lease())));
      case RenewToolCall e ->
          Optional.of(
              new CallCommand.RenewLease(
                  new Speaker(tenantId, e.getRunId(), e.getDeviceId(), e.getLease()),
                  e.getSessionId(),
                  e.getProgress(),
                  now.plus(times.lease())));
      case RecordCancelDelivery e ->
          Optional.of(
              new CallCommand.RecordCancelDelivery(
                  new Speaker(tenantId, e.getRunId(), e.getDeviceId(), null)));
      case EndToolLease _ -> Optional.of(new CallCommand.EndLease(now));
      case ConfirmToolCancel e ->
          Optional.of(
              new CallCommand.ConfirmCancel(
                  new Speaker(tenantId, e.getRunId(), e.getDeviceId(), e.getLease()),
                  e.getStopped()));
      default -> Optional.empty();
    };
  }

  private static CallCommand.SubmitResult result(String tenantId, SubmitToolResult result) {
    return new CallCommand.SubmitResult(
        new Speaker(tenantId, result.getRunId(), result.getDeviceId(), result.getLease()),
        result.getStatus(),
        result.getResult(),
        result.getError(),
        result.getSource(),
        result.getCode());
  }
}
