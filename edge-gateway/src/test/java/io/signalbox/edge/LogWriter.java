package io.signalbox.edge;

import io.signalbox.kit.kafka.Partitions;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.topic.Topics;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Writes events of runs as their owner does: a key for each event, in the partition of the run.
public final class LogWriter implements AutoCloseable {
  private final KafkaProducer<String, @Nullable SpecificRecord> producer;

  LogWriter(WireConfig config) {
    producer = new KafkaProducer<>(config.producer());
  }

  RecordMetadata write(RunEvent event) {
    return send(event.getEnvelope().getAggregateId(), event.getEnvelope().getSeq(), event);
  }

  /// Erases an event.
  void bury(String runId, long seq) {
    send(runId, seq, null);
  }

  private RecordMetadata send(String runId, long seq, @Nullable RunEvent event) {
    String topic = Topics.RUN_EVENTS.name();
    int partition = Partitions.of(runId, producer.partitionsFor(topic).size());
    try {
      return producer.send(new ProducerRecord<>(topic, partition, runId + "/" + seq, event)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
