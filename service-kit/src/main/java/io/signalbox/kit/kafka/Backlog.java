package io.signalbox.kit.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// What a stream thread has read and not yet handled: per partition, the offset of the last record
/// of the newest read. The consumer of a stream thread is polled, and its records are handled, on
/// that one thread; as a rule it reads on when all is handled. Where it reads on before, what came
/// before is not waited for.
///
/// Kafka makes it by name and gives it what is read; [Commits] asks it.
public final class Backlog implements ConsumerInterceptor<byte[], byte[]> {
  private static final ThreadLocal<Map<TopicPartition, Long>> UNHANDLED =
      ThreadLocal.withInitial(HashMap::new);

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, Long> unhandled = UNHANDLED.get();
    unhandled.clear();
    for (TopicPartition partition : records.partitions()) {
      unhandled.put(partition, records.records(partition).getLast().offset());
    }
    return records;
  }

  /// A record was handled.
  ///
  /// @return whether nothing that was read is left
  static boolean handled(String topic, int partition, long offset) {
    Map<TopicPartition, Long> unhandled = UNHANDLED.get();
    unhandled.computeIfPresent(
        new TopicPartition(topic, partition), (_, last) -> last <= offset ? null : last);
    return unhandled.isEmpty();
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}

  @Override
  public void configure(Map<String, ?> configs) {}
}
