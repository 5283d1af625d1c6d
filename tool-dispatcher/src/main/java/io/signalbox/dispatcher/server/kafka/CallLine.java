package io.signalbox.dispatcher.server.kafka;

import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.kafka.Commands;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.kit.tools.ToolOutcome;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.ClaimToolCall;
import io.signalbox.schemas.tool.ConfirmToolCancel;
import io.signalbox.schemas.tool.RenewToolCall;
import io.signalbox.schemas.tool.SubmitToolResult;
import io.signalbox.schemas.tool.ToolResult;
import io.signalbox.schemas.tool.ToolWork;
import io.signalbox.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The way from the workers of this instance to the calls. Everything about one call goes to its
/// partition through one producer, so it arrives in the order of telling.
@Component
final class CallLine implements ExecutorLine {
  private final Commands commands;
  private final RecordSender sender;
  private final Instance instance;
  private final Clock clock;

  CallLine(Commands commands, RecordSender sender, Instance instance, Clock clock) {
    this.commands = commands;
    this.sender = sender;
    this.instance = instance;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Answer> begin(ToolWork work, String lease, Duration patience) {
    ClaimToolCall claim =
        ClaimToolCall.newBuilder()
            .setRunId(work.getRunId())
            .setWorker("server:" + instance.id())
            .setLease(lease)
            .setReplaces(work.getLease())
            .build();
    return ask(work, claim, patience);
  }

  @Override
  public CompletableFuture<Answer> renew(ToolWork work, String lease, Duration patience) {
    RenewToolCall renewal =
        RenewToolCall.newBuilder().setRunId(work.getRunId()).setLease(lease).build();
    return ask(work, renewal, patience);
  }

  @Override
  public CompletableFuture<RecordMetadata> submit(
      ToolWork work, String lease, ToolOutcome outcome) {
    SubmitToolResult.Builder result =
        SubmitToolResult.newBuilder().setRunId(work.getRunId()).setSource("server").setLease(lease);
    switch (outcome) {
      case ToolOutcome.Completed done -> result.setStatus("completed").setResult(done.result());
      case ToolOutcome.Failed failed ->
          result.setStatus("failed").setError(failed.error()).setCode(failed.code());
    }
    return tell(work, result.build());
  }

  @Override
  public CompletableFuture<RecordMetadata> confirmStop(ToolWork work, String lease) {
    return tell(
        work,
        ConfirmToolCancel.newBuilder()
            .setRunId(work.getRunId())
            .setLease(lease)
            .setStopped(true)
            .build());
  }

  private CompletableFuture<Answer> ask(ToolWork work, SpecificRecord payload, Duration patience) {
    return commands.ask(Topics.TOOL_RESULTS, patience, replyTo -> report(work, payload, replyTo));
  }

  private CompletableFuture<RecordMetadata> tell(ToolWork work, SpecificRecord payload) {
    return sender.send(Topics.TOOL_RESULTS, work.getCallId(), report(work, payload, null));
  }

  private ToolResult report(ToolWork work, SpecificRecord payload, @Nullable String replyTo) {
    Envelope cause = work.getEnvelope();
    Actor worker = Actor.newBuilder().setKind("service").setSubject(instance.id()).build();
    Envelope envelope =
        Envelope.newBuilder(
                Envelopes.command(
                    cause.getTenantId(),
                    work.getCallId(),
                    worker,
                    clock.instant(),
                    cause.getCorrelationId()))
            .setCausationId(cause.getEventId())
            .setTraceparent(cause.getTraceparent())
            .setReplyTo(replyTo)
            .build();
    return ToolResult.newBuilder().setEnvelope(envelope).setPayload(payload).build();
  }
}
