package io.signalbox.edge.commands;

import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.kafka.Commands;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Commands through Kafka. Sending may block for as long as the broker is away, so it happens on
/// threads that are made for it. What comes after an answer happens elsewhere, too: the thread that
/// hears answers has more of them to hear.
@Component
final class KafkaCommandGate implements CommandGate {
  /// Longer than a send may take. Only a queue of sends before it is longer, which a broker that is
  /// away makes.
  private static final Duration SENDING = Duration.ofSeconds(15);

  private final Commands commands;
  private final RecordSender sender;
  private final Clock clock;

  KafkaCommandGate(Commands commands, RecordSender sender, Clock clock) {
    this.commands = commands;
    this.sender = sender;
    this.clock = clock;
  }

  @Override
  public <V extends SpecificRecord> Mono<Answer> ask(
      Topic<V> topic, Target target, Function<Envelope, V> command, Duration patience) {
    return offLoop(
        SENDING.plus(patience),
        () -> commands.ask(topic, patience, replyTo -> command.apply(envelope(target, replyTo))));
  }

  @Override
  public <V extends SpecificRecord> Mono<Void> tell(
      Topic<V> topic, Target target, Function<Envelope, V> command) {
    return offLoop(
            SENDING,
            () -> sender.send(topic, target.aggregateId(), command.apply(envelope(target, null))))
        .then();
  }

  private Envelope envelope(Target target, @Nullable String replyTo) {
    Envelope plain =
        Envelopes.command(
            target.principal().tenant(),
            target.aggregateId(),
            target.principal().actor(),
            clock.instant(),
            null);
    return Envelope.newBuilder(plain).setReplyTo(replyTo).build();
  }

  private static <T> Mono<T> offLoop(Duration longest, Supplier<CompletableFuture<T>> call) {
    return Mono.fromFuture(call, true)
        .subscribeOn(Schedulers.boundedElastic())
        .timeout(longest)
        .publishOn(Schedulers.parallel())
        .onErrorMap(KafkaCommandGate::explained);
  }

  private static RuntimeException explained(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof RecordTooLargeException)) {
      cause = cause.getCause();
    }
    return cause instanceof RecordTooLargeException
        ? new CommandTooLargeException(failure)
        : new LogUnavailableException(failure);
  }
}
