package io.signalbox.edge.tail;

import io.signalbox.kit.kafka.ConsumerLoop;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// One consumer over just the partitions that somebody here listens to.
///
/// Everything about partitions happens on the consumer's thread; others hand it actions. An action
/// that fails stays first in line for the next consumer, and every partition goes on where it was.
@Component
final class KafkaTail extends ConsumerLoop<SpecificRecord> {
  /// The broker answers one request of a connection at a time, so a new partition waits for the
  /// fetch that is under way.
  private static final int LONGEST_FETCH_MS = 50;

  private final BlockingQueue<Action> actions = new LinkedBlockingQueue<>();
  private final Map<TopicPartition, Tap<?>> taps = new HashMap<>();
  private @Nullable Action pending;
  private volatile long lag;

  KafkaTail(WireConfig config) {
    super("edge-tail", config);
  }

  /// What is read of a topic.
  ///
  /// @param reader makes what listeners get, once per record
  record Feed<V extends SpecificRecord, T>(Topic<V> topic, Function<V, T> reader) {}

  /// A key in its partition.
  record Place(int partition, String key) {}

  /// A listener in its place.
  ///
  /// @param barrier offset from which on it hears every record of its key
  record Seat(long barrier, Runnable leave) {}

  /// Begins to listen to a key.
  ///
  /// @param from offset to start at if nobody reads the partition yet; null = its end
  <V extends SpecificRecord, T> CompletableFuture<Seat> attach(
      Feed<V, T> feed, Place place, @Nullable Long from, TailListener<T> listener) {
    CompletableFuture<Seat> seat = new CompletableFuture<>();
    TopicPartition partition = new TopicPartition(feed.topic().name(), place.partition());
    submit(consumer -> {
      Tap<T> tap = open(consumer, partition, feed, from);
      tap.add(place.key(), listener);
      seat.complete(
          new Seat(tap.nextOffset(), () -> submit(_ -> leave(partition, place.key(), listener))));
    });
    return seat;
  }

  /// How many records of the partitions that are read here are still to come, as far as is known.
  long lag() {
    return lag;
  }

  private void submit(Action action) {
    actions.add(action);
    wakeup();
  }

  @Override
  protected Map<String, Object> properties() {
    return Map.of(
        ConsumerConfig.CLIENT_ID_CONFIG,
        "edge-tail",
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
        LONGEST_FETCH_MS);
  }

  @Override
  protected void begin(KafkaConsumer<String, SpecificRecord> consumer) {
    consumer.assign(taps.keySet());
    taps.forEach((partition, tap) -> consumer.seek(partition, tap.nextOffset()));
  }

  @Override
  protected void poll(KafkaConsumer<String, SpecificRecord> consumer, Duration timeout) {
    act(consumer, taps.isEmpty() ? timeout : Duration.ZERO);
    if (!taps.isEmpty()) {
      deliver(consumer.poll(timeout));
    }
    lag =
        taps.keySet().stream()
            .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
            .sum();
  }

  private void act(KafkaConsumer<String, SpecificRecord> consumer, Duration wait) {
    Action action = pending == null ? next(wait) : pending;
    while (action != null) {
      pending = action;
      action.on(consumer);
      pending = null;
      action = actions.poll();
    }
    if (!consumer.assignment().equals(taps.keySet())) {
      consumer.assign(taps.keySet());
    }
  }

  private @Nullable Action next(Duration wait) {
    try {
      return actions.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @SuppressWarnings("unchecked") // a topic has one feed, so a partition's tap is of its feed's type
  private <V extends SpecificRecord, T> Tap<T> open(
      KafkaConsumer<String, SpecificRecord> consumer,
      TopicPartition partition,
      Feed<V, T> feed,
      @Nullable Long from) {
    Tap<T> open = (Tap<T>) taps.get(partition);
    if (open == null) {
      open = new Tap<>(value -> feed.reader().apply((V) value), start(consumer, partition, from));
      taps.put(partition, open);
    }
    return open;
  }

  private long start(
      KafkaConsumer<String, SpecificRecord> consumer,
      TopicPartition partition,
      @Nullable Long from) {
    Set<TopicPartition> assignment = new HashSet<>(taps.keySet());
    assignment.add(partition);
    consumer.assign(assignment);
    if (from != null) {
      consumer.seek(partition, from);
      return from;
    }
    consumer.seekToEnd(List.of(partition));
    return consumer.position(partition);
  }

  private void leave(TopicPartition partition, String key, TailListener<?> listener) {
    Tap<?> tap = taps.get(partition);
    if (tap != null && tap.remove(key, listener)) {
      taps.remove(partition);
    }
  }

  private void deliver(ConsumerRecords<String, SpecificRecord> records) {
    for (TopicPartition partition : records.partitions()) {
      Tap<?> tap = taps.get(partition);
      if (tap != null) {
        records.records(partition).forEach(tap::deliver);
      }
    }
  }

  /// Something to be done on the consumer's thread; done again if it fails.
  @FunctionalInterface
  private interface Action {
    void on(KafkaConsumer<String, SpecificRecord> consumer);
  }
}
