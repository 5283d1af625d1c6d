package io.signalbox.benchmarks.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What a store of the orchestrator holds, by its changelog: what a restart would restore.
///
/// @param entries how many keys
/// @param bytes of keys and values
public record Changelog(long entries, long bytes) {

  /// Reads the changelog of a store (`runs`, `run-messages` …) to its present end.
  public static Changelog of(LoadTarget target, String store) {
    return read(target, "run-orchestrator-" + store + "-changelog");
  }

  private static Changelog read(LoadTarget target, String topic) {
    Map<String, Integer> live = new HashMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                target.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          put(live, record);
        }
      }
    }
    long bytes =
        live.entrySet().stream().mapToLong(each -> each.getKey().length() + each.getValue()).sum();
    return new Changelog(live.size(), bytes);
  }

  private static void put(Map<String, Integer> live, ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      live.remove(record.key());
    } else {
      live.put(record.key(), record.value().length);
    }
  }
}
