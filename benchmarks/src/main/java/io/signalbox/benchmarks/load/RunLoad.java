package io.signalbox.benchmarks.load;

import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.topic.Topics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Sends the commands of many runs, as fast as the broker takes them or one at a time. What came of
/// them is told by an [EventTail].
///
/// ```java
/// try (var tail = EventTail.start(target); var load = RunLoad.quick(target)) {
///   load.runs(50_000, 0);
///   tail.await("run.completed", 50_000, Duration.ofMinutes(5));
/// }
/// ```
public final class RunLoad implements AutoCloseable {
  private final KafkaProducer<String, RunCommand> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private RunLoad(LoadTarget target, Map<String, Object> more) {
    Map<String, Object> config = new java.util.HashMap<>(more);
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    this.producer =
        new KafkaProducer<>(
            config,
            new StringSerializer(),
            target.serdes().forValues(Topics.RUN_COMMANDS).serializer());
  }

  /// A load that is sent in large batches.
  public static RunLoad quick(LoadTarget target) {
    return new RunLoad(
        target,
        Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024));
  }

  /// A load of which each record is sent at once.
  public static RunLoad prompt(LoadTarget target) {
    return new RunLoad(target, Map.of(ProducerConfig.LINGER_MS_CONFIG, 0));
  }

  /// Sends a command; [#flush()] tells whether it was taken.
  public void send(RunCommand command) {
    producer.send(
        new ProducerRecord<>(
            Topics.RUN_COMMANDS.name(), command.getEnvelope().getAggregateId(), command),
        (_, refused) -> {
          if (refused != null) {
            failure.set(refused);
          }
        });
  }

  /// Sends whole runs that start, say something this often, and complete: a run has 5 events and
  /// one for each word. Returns how many commands that were, once they are durable.
  public long runs(int count, int words) {
    for (int i = 0; i < count; i++) {
      RunScript script = new RunScript();
      send(script.start(RunScript.SMALL));
      send(script.begin());
      for (int word = 0; word < words; word++) {
        send(script.say("word "));
      }
      send(script.complete("That is all."));
    }
    flush();
    return (long) count * (3 + words);
  }

  /// Returns when all that was sent is durable.
  ///
  /// @throws IllegalStateException when something was refused
  public void flush() {
    producer.flush();
    Exception refused = failure.get();
    if (refused != null) {
      throw new IllegalStateException(
          "Expected every command to be taken, but one was not", refused);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
