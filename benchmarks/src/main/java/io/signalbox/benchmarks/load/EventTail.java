package io.signalbox.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads committed events as they come, and counts them by type. Values are not decoded, so that it
/// costs little beside what is measured.
public final class EventTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Listener listener;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean running = true;

  /// Who is told of each event, on the thread that reads.
  @FunctionalInterface
  public interface Listener {
    /// @param key the record's key
    /// @param nanos [System#nanoTime()] when the reader had it
    void seen(String key, long nanos);
  }

  private EventTail(LoadTarget target, String topic, Listener listener) {
    this.listener = listener;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                target.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // the end is looked up now and not at the first poll
    this.thread = Thread.ofPlatform().name("tail-of-" + topic).start(this::run);
  }

  /// Reads run.events from its present end.
  public static EventTail start(LoadTarget target) {
    return start(target, Topics.RUN_EVENTS.name(), (_, _) -> {});
  }

  /// Reads a topic from its present end.
  public static EventTail start(LoadTarget target, String topic, Listener listener) {
    return new EventTail(target, topic, listener);
  }

  /// How many events of a type were read: `run.completed`, say.
  public long count(String type) {
    LongAdder count = counts.get(type);
    return count == null ? 0 : count.sum();
  }

  /// How many events were read.
  public long count() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /// Returns when as many events of a type were read since the start.
  ///
  /// @throws TimeoutException when they were not within that time
  public void await(String type, long wanted, Duration patience)
      throws TimeoutException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (count(type) < wanted) {
      if (System.nanoTime() > end) {
        throw new TimeoutException(
            "Expected %d events %s within %s, but got %s"
                .formatted(wanted, type, patience, counts));
      }
      Thread.sleep(5);
    }
  }

  private void run() {
    try {
      while (running) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          listener.seen(record.key(), System.nanoTime());
          counts.computeIfAbsent(type(record), _ -> new LongAdder()).increment();
        }
      }
    } catch (WakeupException _) {
      running = false;
    } finally {
      consumer.close();
    }
  }

  private static String type(ConsumerRecord<String, byte[]> record) {
    Header type = record.headers().lastHeader("ce_type");
    return type == null ? "" : new String(type.value(), UTF_8);
  }

  @Override
  public void close() {
    running = false;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
