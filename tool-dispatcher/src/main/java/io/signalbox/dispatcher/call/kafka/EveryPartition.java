package io.signalbox.dispatcher.call.kafka;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/// Writes each record once to every partition, so that each task reads all of them.
final class EveryPartition<K, V> implements StreamPartitioner<K, V> {

  @Override
  public Optional<Set<Integer>> partitions(String topic, K key, V value, int count) {
    return Optional.of(IntStream.range(0, count).boxed().collect(Collectors.toUnmodifiableSet()));
  }
}
