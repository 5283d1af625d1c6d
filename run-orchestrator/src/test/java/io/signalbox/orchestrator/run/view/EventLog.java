package io.signalbox.orchestrator.run.view;

import io.signalbox.kit.kafka.Partitions;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.session.SessionEvent;
import io.signalbox.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Writes events as their aggregates would.
final class EventLog implements AutoCloseable {
  private final KafkaProducer<String, SpecificRecord> producer;

  EventLog(WireConfig config) {
    this.producer = new KafkaProducer<>(config.producer());
  }

  void write(LoggedRun run) {
    run.events.forEach(this::write);
  }

  void write(RunEvent event) {
    send(event.getEnvelope().getAggregateId(), event.getEnvelope().getSeq(), event);
  }

  /// Erases what the events of a run say, but the last one.
  void erase(LoggedRun run) {
    for (int seq = 1; seq < run.events.size(); seq++) {
      send(run.id.toString(), seq, null);
    }
  }

  void write(SessionEvent event) {
    producer.send(
        new ProducerRecord<>(
            Topics.SESSION_EVENTS.name(), event.getEnvelope().getAggregateId(), event));
  }

  private void send(String runId, long seq, @Nullable SpecificRecord value) {
    String topic = Topics.RUN_EVENTS.name();
    int partition = Partitions.of(runId, producer.partitionsFor(topic).size());
    producer.send(new ProducerRecord<>(topic, partition, runId + "/" + seq, value));
  }

  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
