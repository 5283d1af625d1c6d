package io.signalbox.system;

import io.signalbox.kit.json.WireJson;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads `run.events` as an analyst would: committed records, from the first to the last.
final class CanonicalLog {
  private CanonicalLog() {}

  /// The events of every run, in the order of the log.
  static Map<String, List<SeenEvent>> read(String bootstrapServers, String registryUrl) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put("apicurio.registry.url", registryUrl + "/apis/registry/v3");
    Map<String, List<SeenEvent>> runs = new HashMap<>();
    try (KafkaConsumer<String, RunEvent> consumer =
        new KafkaConsumer<>(
            config,
            new StringDeserializer(),
            new WireSerdes(config).forValues(Topics.RUN_EVENTS).deserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.RUN_EVENTS.name()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, RunEvent> record : consumer.poll(Duration.ofMillis(200))) {
          runs.computeIfAbsent(record.key(), _ -> new ArrayList<>()).add(seen(record.value()));
        }
      }
    }
    return runs;
  }

  private static SeenEvent seen(RunEvent event) {
    IndexedRecord payload = WireRecords.payload(event);
    return SeenEvent.of(
        event.getEnvelope().getSeq(), WireJson.eventType(payload), WireJson.node(payload));
  }
}
