package io.signalbox.kit.kafka;

import io.signalbox.kit.Instance;
import io.signalbox.schemas.topic.Topic;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.beans.factory.DisposableBean;

/// Writes single records; each future completes when every in-sync replica has the record.
///
/// Records of one key sent by one sender arrive in the order of sending.
public final class RecordSender implements DisposableBean {
  private final Producer<String, SpecificRecord> producer;
  private final Instance instance;

  RecordSender(WireConfig config, Instance instance) {
    this.producer = new KafkaProducer<>(config.producer());
    this.instance = instance;
  }

  /// Sends a record. Blocks for at most five seconds when the broker cannot take more; a failure,
  /// also of the serializer, completes the future.
  public <V extends SpecificRecord> CompletableFuture<RecordMetadata> send(
      Topic<V> topic, String key, V value) {
    CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
    ProducerRecord<String, SpecificRecord> record = new ProducerRecord<>(topic.name(), key, value);
    WireRecords.addHeaders(record.headers(), value, instance.service());
    try {
      producer.send(
          record,
          (metadata, failure) -> {
            if (failure == null) {
              sent.complete(metadata);
            } else {
              sent.completeExceptionally(failure);
            }
          });
    } catch (RuntimeException e) { // serializers raise whatever their registry client does
      sent.completeExceptionally(e);
    }
    return sent;
  }

  @Override
  public void destroy() {
    producer.close();
  }
}
