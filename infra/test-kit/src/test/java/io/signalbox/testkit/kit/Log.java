package io.signalbox.testkit.kit;

import io.signalbox.testkit.BackingServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/// The log as an outsider sees it.
final class Log {
  private Log() {}

  /// Waits for the committed records of a key.
  static <V> List<ConsumerRecord<String, V>> await(
      Map<String, Object> consumer, String topic, String key, int count) {
    List<ConsumerRecord<String, V>> found = new ArrayList<>();
    try (KafkaConsumer<String, V> reader = new KafkaConsumer<>(consumer)) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            reader
                .poll(Duration.ofMillis(100))
                .forEach(each -> {
                  if (Objects.equals(key, each.key())) {
                    found.add(each);
                  }
                });
            return found.size() >= count;
          });
    }
    return found;
  }

  /// Waits for raw records of a key.
  static List<ConsumerRecord<String, String>> awaitText(String topic, String key, int count) {
    Map<String, Object> consumer = new HashMap<>();
    consumer.put("bootstrap.servers", BackingServices.shared().bootstrapServers());
    consumer.put("isolation.level", "read_committed");
    consumer.put("key.deserializer", StringDeserializer.class);
    consumer.put("value.deserializer", StringDeserializer.class);
    return await(consumer, topic, key, count);
  }

  /// Writes whatever it is given, as a broken client would.
  static RecordMetadata write(String topic, String key, byte[] value) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            BackingServices.shared().bootstrapServers(),
            "key.serializer",
            StringSerializer.class,
            "value.serializer",
            ByteArraySerializer.class);
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config)) {
      return producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
