package io.signalbox.kit.projection;

import io.signalbox.kit.kafka.WireConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Reads a projection's topic from the start up to given offsets, and later on to further ones;
/// never past them.
final class RecordsUpTo<V extends SpecificRecord> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int BATCH = 2_000;

  private final Projection<V> projection;
  private final KafkaConsumer<String, V> consumer;
  private final Map<TopicPartition, Long> reached = new HashMap<>();

  RecordsUpTo(Projection<V> projection, WireConfig config) {
    this.projection = projection;
    Map<String, Object> properties = config.consumer();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "rebuild." + projection.name());
    this.consumer = new KafkaConsumer<>(properties);
    String topic = projection.topic().name();
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(partitions);
    reached.putAll(consumer.beginningOffsets(partitions));
    consumer.pause(partitions);
  }

  /// Events between what was read and the offsets given.
  long remaining(Map<TopicPartition, Long> ends) {
    return reached.entrySet().stream()
        .mapToLong(each -> Math.max(0, end(ends, each.getKey()) - each.getValue()))
        .sum();
  }

  /// Reads on to the offsets given.
  ///
  /// @param batches takes the events, in order; tombstones are none
  /// @param moved takes how many offsets each batch covers
  void readTo(Map<TopicPartition, Long> ends, Consumer<List<V>> batches, Consumer<Long> moved) {
    open(ends)
        .forEach(partition -> {
          consumer.seek(partition, Objects.requireNonNull(reached.get(partition)));
          consumer.resume(List.of(partition));
        });
    while (!open(ends).isEmpty()) {
      long before = remaining(ends);
      List<V> events = below(ends, consumer.poll(POLL));
      if (!events.isEmpty()) {
        batches.accept(events);
      }
      open(ends).forEach(partition -> reach(partition, consumer.position(partition), ends));
      moved.accept(before - remaining(ends));
    }
  }

  Projection<V> projection() {
    return projection;
  }

  private List<TopicPartition> open(Map<TopicPartition, Long> ends) {
    return reached.keySet().stream()
        .filter(each -> Objects.requireNonNull(reached.get(each)) < end(ends, each))
        .toList();
  }

  private List<V> below(Map<TopicPartition, Long> ends, ConsumerRecords<String, V> records) {
    List<V> events = new ArrayList<>(records.count());
    for (ConsumerRecord<String, V> record : records) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (record.value() != null && record.offset() < end(ends, partition)) {
        events.add(record.value());
      }
    }
    return events;
  }

  private void reach(TopicPartition partition, long position, Map<TopicPartition, Long> ends) {
    long end = end(ends, partition);
    if (position >= end) {
      consumer.pause(List.of(partition));
    }
    reached.put(partition, Math.min(position, end));
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
