package io.signalbox.edge.commands;

import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.views.LookAgain;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.topic.Topic;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Writes, and answers only when a reader anywhere would see what was written.
@Component
public final class WritePath {
  private static final Logger LOGGER = LoggerFactory.getLogger(WritePath.class);

  private final CommandGate gate;
  private final Duration patience;

  WritePath(CommandGate gate, CommandSettings settings) {
    this.gate = gate;
    this.patience = settings.patience();
  }

  /// Sends a command, and looks at the read side until it shows the result, no longer in all than
  /// `signalbox.edge.commands.patience`.
  ///
  /// @param look reads the result, given the seq that it must have reached; empty = not yet
  public <V extends SpecificRecord, T> Mono<Written<T>> write(
      Topic<V> topic, Target target, Function<Envelope, V> command, LongFunction<Mono<T>> look) {
    return Mono.defer(() -> {
      long deadline = System.nanoTime() + patience.toNanos();
      return gate.ask(topic, target, command, patience)
          .flatMap(answer ->
              switch (answer) {
                case Answer.Accepted accepted ->
                    shown(accepted, look.apply(accepted.seq()), deadline);
                case Answer.Rejected rejected ->
                    Mono.just(new Written.Refused<>(rejected.code(), rejected.reason()));
                case Answer.Late _ -> Mono.just(new Written.Pending<>());
              });
    });
  }

  private static <T> Mono<Written<T>> shown(Answer.Accepted accepted, Mono<T> look, long deadline) {
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    return LookAgain.until(look)
        .<Written<T>>map(seen -> new Written.Done<>(seen, accepted.events() > 0))
        .timeout(left, Mono.just(new Written.Pending<>()))
        .onErrorResume(WritePath::unseen);
  }

  /// The command is applied, only nobody can see it: no reason to have the caller send it again.
  private static <T> Mono<Written<T>> unseen(Throwable failure) {
    LOGGER.atWarn().setCause(failure).log("the read side does not show what was written");
    return Mono.just(new Written.Pending<>());
  }
}
