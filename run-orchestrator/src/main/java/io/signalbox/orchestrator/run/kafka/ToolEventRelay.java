package io.signalbox.orchestrator.run.kafka;

import io.signalbox.kit.kafka.AggregateProcessor;
import io.signalbox.kit.kafka.Commits;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.orchestrator.run.ToolOutcome.Status;
import io.signalbox.schemas.run.RecordToolApproval;
import io.signalbox.schemas.run.RecordToolApprovalRequest;
import io.signalbox.schemas.run.RecordToolClaim;
import io.signalbox.schemas.run.RecordToolDispatch;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.SettleToolCall;
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
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Turns what happens to a tool call into a command to the run that waits for it: the log of calls
/// is placed by call, the run by run. A call that no run waits for names itself as its run.
final class ToolEventRelay implements Processor<String, ToolEvent, String, SpecificRecord> {
  private final String service;
  private ProcessorContext<String, SpecificRecord> context;

  @SuppressWarnings("NullAway.Init") // init is called before process
  ToolEventRelay(String service) {
    this.service = service;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, ToolEvent> record) {
    command(record.value())
        .ifPresent(command -> {
          Outgoing message = Outgoing.to(Topics.RUN_COMMANDS, command);
          context.forward(
              AggregateProcessor.toRecord(message, context.currentSystemTimeMs(), service),
              message.sink());
        });
    Commits.request(context);
  }

  private static Optional<RunCommand> command(ToolEvent event) {
    String callId = event.getEnvelope().getAggregateId();
    return switch (event.getPayload()) {
      case ToolCallAccepted _,
          ToolCallRenewed _,
          ToolCallResumed _,
          ToolCallLeaseLost _,
          ToolApprovalExpired _, // the failure of the call comes with it, and says so
          ToolResultLate _,
          ToolCancelDelivered _,
          ToolCancelConfirmed _,
          ToolCancelUnconfirmed _ ->
          Optional.empty();
      case ToolApprovalRequested e ->
          to(
              event,
              e.getRunId(),
              RecordToolApprovalRequest.newBuilder()
                  .setCallId(callId)
                  .setUntil(e.getUntil())
                  .build());
      case ToolApprovalDecided e ->
          to(
              event,
              e.getRunId(),
              RecordToolApproval.newBuilder()
                  .setCallId(callId)
                  .setDecision(e.getDecision())
                  .setBy(e.getBy())
                  .setReason(e.getReason())
                  .build());
      case ToolCallClaimed e ->
          to(
              event,
              e.getRunId(),
              RecordToolClaim.newBuilder()
                  .setCallId(callId)
                  .setWorker(e.getWorker())
                  .setEpoch(e.getEpoch())
                  .build());
      case ToolCallDispatched e ->
          to(
              event,
              e.getRunId(),
              RecordToolDispatch.newBuilder()
                  .setCallId(callId)
                  .setDeviceId(e.getDeviceId())
                  .setEpoch(e.getEpoch())
                  .build());
      case ToolCallCompleted e ->
          to(
              event,
              e.getRunId(),
              settle(callId, Status.COMPLETED, e.getSource()).setResult(e.getResult()).build());
      case ToolCallFailed e ->
          to(
              event,
              e.getRunId(),
              settle(callId, Status.FAILED, e.getSource()).setError(e.getError()).build());
      case ToolCallExpired e ->
          to(
              event,
              e.getRunId(),
              settle(callId, Status.EXPIRED, "server").setError(e.getReason()).build());
      case ToolCallCanceled e ->
          to(
              event,
              e.getRunId(),
              settle(callId, Status.CANCELED, "server").setError(e.getReason()).build());
      case ToolCallOutcomeUnknown e ->
          to(
              event,
              e.getRunId(),
              settle(callId, Status.OUTCOME_UNKNOWN, "server").setError(e.getReason()).build());
      case GenericRecord _ -> Optional.empty(); // of a later version of the dispatcher
      default ->
          throw new IllegalArgumentException("Unknown event " + event.getPayload().getClass());
    };
  }

  private static SettleToolCall.Builder settle(String callId, Status status, String source) {
    return SettleToolCall.newBuilder().setCallId(callId).setStatus(status.wire()).setSource(source);
  }

  private static Optional<RunCommand> to(ToolEvent cause, String runId, SpecificRecord payload) {
    if (runId.equals(cause.getEnvelope().getAggregateId())) {
      return Optional.empty();
    }
    return Optional.of(
        RunCommand.newBuilder()
            .setEnvelope(Envelopes.message(cause.getEnvelope(), runId))
            .setPayload(payload)
            .build());
  }
}
