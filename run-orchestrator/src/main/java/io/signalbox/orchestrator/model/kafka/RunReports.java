package io.signalbox.orchestrator.model.kafka;

import io.signalbox.kit.Ids;
import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.kafka.Commands;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.orchestrator.model.ModelChunk.Finished;
import io.signalbox.orchestrator.model.ModelChunk.ToolCallWanted;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.FailModelAttempt;
import io.signalbox.schemas.run.ModelDelta;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.RecordModelOutput;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.run.ToolCallDraft;
import io.signalbox.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// What one attempt at a model call tells the run that waits for it. Everything goes to the run's
/// partition through one producer, so it arrives in the order of telling.
final class RunReports {
  private final Commands commands;
  private final RecordSender sender;
  private final Instance instance;
  private final Clock clock;
  private final ModelRequest request;
  private final UUID attemptId = Ids.next();

  RunReports(
      Commands commands,
      RecordSender sender,
      Instance instance,
      Clock clock,
      ModelRequest request) {
    this.commands = commands;
    this.sender = sender;
    this.instance = instance;
    this.clock = clock;
    this.request = request;
  }

  /// Asks the run whether this attempt may begin.
  CompletableFuture<Answer> begin(Duration patience) {
    BeginModelAttempt begin =
        BeginModelAttempt.newBuilder()
            .setStep(request.getStep())
            .setAttemptId(attemptId)
            .setWorker(instance.id())
            .build();
    RunCommand command = command(begin);
    command =
        RunCommand.newBuilder(command)
            .setEnvelope(
                Envelope.newBuilder(command.getEnvelope()).setReplyTo(commands.replyTo()).build())
            .build();
    return commands.ask(Topics.RUN_COMMANDS, command, patience);
  }

  /// @param index number of the first delta
  CompletableFuture<RecordMetadata> output(int index, List<ModelDelta> deltas) {
    return send(
        RecordModelOutput.newBuilder()
            .setAttemptId(attemptId)
            .setIndex(index)
            .setDeltas(deltas)
            .build());
  }

  CompletableFuture<RecordMetadata> complete(
      String text, List<ToolCallWanted> calls, Finished finished) {
    List<ToolCallDraft> drafts =
        calls.stream()
            .map(call ->
                ToolCallDraft.newBuilder()
                    .setCallId(Ids.next().toString())
                    .setToolName(call.toolName())
                    .setArgs(call.args())
                    .build())
            .toList();
    return send(
        CompleteModelAttempt.newBuilder()
            .setAttemptId(attemptId)
            .setMessageId(Ids.next().toString())
            .setText(text)
            .setToolCalls(drafts)
            .setFinishReason(finished.reason())
            .setUsage(
                TokenUsage.newBuilder()
                    .setInputTokens(finished.inputTokens())
                    .setOutputTokens(finished.outputTokens())
                    .build())
            .build());
  }

  CompletableFuture<RecordMetadata> fail(String code, String error, boolean retryable) {
    return send(
        FailModelAttempt.newBuilder()
            .setAttemptId(attemptId)
            .setCode(code)
            .setError(error)
            .setRetryable(retryable)
            .build());
  }

  private CompletableFuture<RecordMetadata> send(SpecificRecord payload) {
    return sender.send(
        Topics.RUN_COMMANDS, request.getEnvelope().getAggregateId(), command(payload));
  }

  private RunCommand command(SpecificRecord payload) {
    Envelope cause = request.getEnvelope();
    Actor worker = Actor.newBuilder().setKind("model").setSubject(instance.id()).build();
    Envelope envelope =
        Envelope.newBuilder(
                Envelopes.command(
                    cause.getTenantId(),
                    cause.getAggregateId(),
                    worker,
                    clock.instant(),
                    cause.getCorrelationId()))
            .setCausationId(cause.getEventId())
            .setTraceparent(cause.getTraceparent())
            .build();
    return RunCommand.newBuilder().setEnvelope(envelope).setPayload(payload).build();
  }
}
