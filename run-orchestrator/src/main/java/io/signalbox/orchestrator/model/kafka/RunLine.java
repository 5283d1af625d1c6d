package io.signalbox.orchestrator.model.kafka;

import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.kafka.Commands;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The way from the workers of this instance to the runs. Everything for one run goes to its
/// partition through one producer, so it arrives in the order of telling.
@Component
final class RunLine {
  private final Commands commands;
  private final RecordSender sender;
  private final Instance instance;
  private final Clock clock;

  RunLine(Commands commands, RecordSender sender, Instance instance, Clock clock) {
    this.commands = commands;
    this.sender = sender;
    this.instance = instance;
    this.clock = clock;
  }

  /// Who stops an attempt must address it: the instance that makes it.
  String worker() {
    return instance.id();
  }

  /// Asks the run that a request came from.
  CompletableFuture<Answer> ask(ModelRequest request, SpecificRecord payload, Duration patience) {
    return commands.ask(
        Topics.RUN_COMMANDS, patience, replyTo -> command(request, payload, replyTo));
  }

  /// Tells the run that a request came from; done when it is durable.
  CompletableFuture<RecordMetadata> tell(ModelRequest request, SpecificRecord payload) {
    return sender.send(
        Topics.RUN_COMMANDS,
        request.getEnvelope().getAggregateId(),
        command(request, payload, null));
  }

  private RunCommand command(
      ModelRequest request, SpecificRecord payload, @Nullable String replyTo) {
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
            .setReplyTo(replyTo)
            .build();
    return RunCommand.newBuilder().setEnvelope(envelope).setPayload(payload).build();
  }
}
