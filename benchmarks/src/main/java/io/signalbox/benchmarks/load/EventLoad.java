package io.signalbox.benchmarks.load;

import io.signalbox.kit.kafka.Partitions;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.topic.Topics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Appends events to the log as the orchestrator does: a key for each, in the partition of its run.
/// For what reads the log; no run is decided.
public final class EventLoad implements AutoCloseable {
  private static final String TOPIC = Topics.RUN_EVENTS.name();

  private final KafkaProducer<String, RunEvent> producer;
  private final int partitions;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /// A load of which each event is sent at once.
  public EventLoad(LoadTarget target) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                target.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            target.serdes().forValues(Topics.RUN_EVENTS).serializer());
    this.partitions = producer.partitionsFor(TOPIC).size();
  }

  /// Sends an event; [#flush()] tells whether it was taken.
  public void append(RunEvent event) {
    String runId = event.getEnvelope().getAggregateId();
    String key = runId + "/" + event.getEnvelope().getSeq();
    producer.send(
        new ProducerRecord<>(TOPIC, Partitions.of(runId, partitions), key, event),
        (_, refused) -> {
          if (refused != null) {
            failure.set(refused);
          }
        });
  }

  /// Returns when all that was sent is durable.
  ///
  /// @throws IllegalStateException when something was refused
  public void flush() {
    producer.flush();
    Exception refused = failure.get();
    if (refused != null) {
      throw new IllegalStateException("Expected every event to be taken, but one was not", refused);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
