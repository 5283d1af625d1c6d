package io.signalbox.edge.tail;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Partitions that stand still because their next record cannot be read. Each is tried again after
/// a pause, for as long as somebody listens to it; nothing is skipped, and the others go on.
///
/// Written on the tail's thread, read by any.
final class Stops {
  private static final Logger LOGGER = LoggerFactory.getLogger(Stops.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final int MOST_DOUBLINGS = 5;

  private final Map<TopicPartition, Stop> stops = new ConcurrentHashMap<>();

  /// A record that cannot be read.
  ///
  /// @param failures how many times it was tried
  /// @param retryAt when it is tried again, by the nanosecond clock
  record Stop(long offset, int failures, long retryAt) {}

  /// The record at an offset could not be read.
  void stopped(TopicPartition partition, long offset, RuntimeException cause) {
    Stop before = stops.get(partition);
    int failures = before == null ? 1 : before.failures() + 1;
    long pause = FIRST_PAUSE.toNanos() << Math.min(failures - 1, MOST_DOUBLINGS);
    stops.put(partition, new Stop(offset, failures, System.nanoTime() + pause));
    LOGGER
        .atError()
        .addKeyValue("topic", partition.topic())
        .addKeyValue("partition", partition.partition())
        .addKeyValue("offset", offset)
        .addKeyValue("failures", failures)
        .setCause(cause)
        .log("a record cannot be read, and its partition stands still until it can");
  }

  /// A partition goes on, or nobody listens to it any more.
  void cleared(TopicPartition partition) {
    stops.remove(partition);
  }

  /// Those whose pause is over.
  Set<TopicPartition> due() {
    if (stops.isEmpty()) {
      return Set.of();
    }
    long now = System.nanoTime();
    return stops.entrySet().stream()
        .filter(each -> now - each.getValue().retryAt() >= 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// All of them.
  Map<TopicPartition, Stop> now() {
    return Map.copyOf(stops);
  }
}
