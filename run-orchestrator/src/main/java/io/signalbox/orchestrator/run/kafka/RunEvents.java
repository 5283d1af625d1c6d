package io.signalbox.orchestrator.run.kafka;

import io.signalbox.orchestrator.run.RunEvent;
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
import io.signalbox.schemas.run.RunDeleted;
import io.signalbox.schemas.run.RunFailed;
import io.signalbox.schemas.run.RunReleased;
import io.signalbox.schemas.run.RunResumed;
import io.signalbox.schemas.run.RunSilent;
import io.signalbox.schemas.run.RunStarted;
import io.signalbox.schemas.run.RunWaitingTool;
import io.signalbox.schemas.run.ToolApprovalDecided;
import io.signalbox.schemas.run.ToolApprovalRequested;
import io.signalbox.schemas.run.ToolCallClaimed;
import io.signalbox.schemas.run.ToolCallDispatched;
import io.signalbox.schemas.run.ToolCallRequested;
import io.signalbox.schemas.run.ToolResultReceived;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/// The domain's events as they stand in the canonical log.
final class RunEvents {
  private RunEvents() {}

  static io.signalbox.schemas.run.RunEvent record(RunEvent event, Envelope envelope) {
    return io.signalbox.schemas.run.RunEvent.newBuilder()
        .setEnvelope(envelope)
        .setPayload(payload(event))
        .build();
  }

  private static SpecificRecord payload(RunEvent event) {
    return switch (event) {
      case RunEvent.RunCreated e -> Starts.created(e.start());
      case RunEvent.RunReleased e ->
          RunReleased.newBuilder().setHistory(Messages.allOf(e.history())).build();
      case RunEvent.RunStarted _ -> RunStarted.newBuilder().build();
      case RunEvent.ModelAttemptRequested e ->
          ModelAttemptRequested.newBuilder().setStep(e.step()).setAttempt(e.attempt()).build();
      case RunEvent.ModelAttemptStarted e -> attempt(e);
      case RunEvent.AssistantDelta e ->
          AssistantDelta.newBuilder()
              .setStep(e.step())
              .setAttempt(e.attempt())
              .setIndex(e.index())
              .setDelta(e.delta())
              .build();
      case RunEvent.ReasoningDelta e ->
          ReasoningDelta.newBuilder()
              .setStep(e.step())
              .setAttempt(e.attempt())
              .setIndex(e.index())
              .setDelta(e.delta())
              .build();
      case RunEvent.ModelAttemptFailed e -> attemptFailed(e);
      case RunEvent.AssistantMessage e -> message(e);
      case RunEvent.MessageAppended e ->
          MessageAppended.newBuilder().setMessage(Messages.of(e.message())).build();
      case RunEvent.ToolCallRequested e -> requested(e);
      case RunEvent.RunWaitingTool e ->
          RunWaitingTool.newBuilder().setPending(List.copyOf(e.pending())).build();
      case RunEvent.ToolCallDispatched e -> dispatched(e);
      case RunEvent.ToolCallClaimed e ->
          ToolCallClaimed.newBuilder()
              .setCallId(e.callId())
              .setToolName(e.toolName())
              .setWorker(e.worker())
              .setEpoch(e.epoch())
              .build();
      case RunEvent.ToolApprovalRequested e ->
          ToolApprovalRequested.newBuilder()
              .setCallId(e.callId())
              .setToolName(e.toolName())
              .setUntil(e.until())
              .build();
      case RunEvent.ToolApprovalDecided e -> decided(e);
      case RunEvent.ToolResultReceived e -> result(e);
      case RunEvent.RunResumed e -> RunResumed.newBuilder().setStep(e.step()).build();
      case RunEvent.RunSilent e ->
          RunSilent.newBuilder().setSince(e.since()).setWaitingFor(e.waitingFor()).build();
      case RunEvent.RunCompleted e ->
          RunCompleted.newBuilder().setText(e.text()).setUsage(Messages.of(e.usage())).build();
      case RunEvent.RunFailed e -> failed(e);
      case RunEvent.RunCanceled e ->
          RunCanceled.newBuilder().setReason(e.reason()).setUsage(Messages.of(e.usage())).build();
      case RunEvent.RunDeleted _ -> RunDeleted.newBuilder().build();
    };
  }

  private static RunFailed failed(RunEvent.RunFailed e) {
    return RunFailed.newBuilder()
        .setCode(e.code())
        .setError(e.error())
        .setUsage(Messages.of(e.usage()))
        .build();
  }

  private static ModelAttemptStarted attempt(RunEvent.ModelAttemptStarted e) {
    return ModelAttemptStarted.newBuilder()
        .setStep(e.step())
        .setAttempt(e.attempt())
        .setRequest(e.request())
        .setDelivery(e.delivery())
        .setAttemptId(java.util.UUID.fromString(e.attemptId()))
        .setWorker(e.worker())
        .build();
  }

  private static ModelAttemptFailed attemptFailed(RunEvent.ModelAttemptFailed e) {
    return ModelAttemptFailed.newBuilder()
        .setStep(e.step())
        .setAttempt(e.attempt())
        .setCode(e.code())
        .setError(e.error())
        .setRetryable(e.retryable())
        .setRetryAt(e.retryAt().orElse(null))
        .build();
  }

  private static AssistantMessage message(RunEvent.AssistantMessage e) {
    return AssistantMessage.newBuilder()
        .setStep(e.step())
        .setAttempt(e.attempt())
        .setMessageId(e.messageId())
        .setText(e.text())
        .setToolCalls(Messages.drafts(e.toolCalls()))
        .setFinishReason(e.finishReason())
        .setUsage(Messages.of(e.usage()))
        .build();
  }

  private static ToolCallRequested requested(RunEvent.ToolCallRequested e) {
    return ToolCallRequested.newBuilder()
        .setCallId(e.call().callId())
        .setStep(e.step())
        .setToolName(e.call().toolName())
        .setArgs(e.call().args())
        .setExecutionTarget(e.target().wire())
        .setDeadline(e.deadline().orElse(null))
        .build();
  }

  private static ToolCallDispatched dispatched(RunEvent.ToolCallDispatched e) {
    return ToolCallDispatched.newBuilder()
        .setCallId(e.callId())
        .setToolName(e.toolName())
        .setDeviceId(e.deviceId())
        .setEpoch(e.epoch())
        .build();
  }

  private static ToolApprovalDecided decided(RunEvent.ToolApprovalDecided e) {
    return ToolApprovalDecided.newBuilder()
        .setCallId(e.callId())
        .setToolName(e.toolName())
        .setDecision(e.decision())
        .setBy(e.by())
        .setReason(e.reason())
        .build();
  }

  private static ToolResultReceived result(RunEvent.ToolResultReceived e) {
    return ToolResultReceived.newBuilder()
        .setCallId(e.callId())
        .setToolName(e.toolName())
        .setStatus(e.outcome().status().wire())
        .setResult(e.outcome().result())
        .setError(e.outcome().error())
        .setSource(e.outcome().source())
        .build();
  }
}
