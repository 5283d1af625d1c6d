package io.signalbox.edge.commands;

import io.signalbox.edge.identity.Principal;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.topic.Topic;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import reactor.core.publisher.Mono;

/// The way of a command into the log.
public interface CommandGate {

  /// Sends a command and waits for what its aggregate decides.
  ///
  /// @param command makes the record around its envelope
  /// @param patience how long the answer may take once the command is durable
  /// @return fails with [LogUnavailableException] if the command could not be made durable
  <V extends SpecificRecord> Mono<Answer> ask(
      Topic<V> topic, Target target, Function<Envelope, V> command, Duration patience);

  /// Sends a command that nobody waits for; completes once it is durable.
  <V extends SpecificRecord> Mono<Void> tell(
      Topic<V> topic, Target target, Function<Envelope, V> command);

  /// Who wants something of which aggregate.
  record Target(Principal principal, String aggregateId) {}
}
