package io.signalbox.edge.tail;

import io.signalbox.kit.kafka.Partitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition that is tailed, and who listens to which aggregate in it. Lives on the tail's
/// thread.
final class Tap<T> {
  private static final Logger LOGGER = LoggerFactory.getLogger(Tap.class);

  private final Function<SpecificRecord, T> reader;
  private final Map<String, List<TailListener<T>>> listeners = new HashMap<>();
  private long nextOffset;

  /// @param reader makes what listeners get of a record
  /// @param start offset that is read first
  Tap(Function<SpecificRecord, T> reader, long start) {
    this.reader = reader;
    this.nextOffset = start;
  }

  /// One past the last record that was delivered; before that, the start. Never past records that
  /// are not delivered yet, as a consumer's own position may be.
  long nextOffset() {
    return nextOffset;
  }

  void add(String key, TailListener<T> listener) {
    listeners.computeIfAbsent(key, _ -> new ArrayList<>()).add(listener);
  }

  /// Takes a listener away; doing so again changes nothing.
  ///
  /// @return whether nobody is left
  boolean remove(String key, TailListener<?> listener) {
    List<TailListener<T>> ofKey = listeners.get(key);
    if (ofKey != null) {
      ofKey.removeIf(each -> each.equals(listener));
      if (ofKey.isEmpty()) {
        listeners.remove(key);
      }
    }
    return listeners.isEmpty();
  }

  /// Hands a record to all who listen to its key. One that fails does not keep it from the others.
  /// A tombstone tells nothing: what was deleted is told by an event.
  void deliver(ConsumerRecord<String, @Nullable SpecificRecord> record) {
    List<TailListener<T>> ofKey = listeners.get(Partitions.aggregateId(record.key()));
    SpecificRecord written = record.value();
    if (ofKey != null && written != null) {
      T value = reader.apply(written);
      ofKey.removeIf(listener -> !takes(listener, record, value));
    }
    nextOffset = record.offset() + 1;
  }

  private boolean takes(
      TailListener<T> listener, ConsumerRecord<String, @Nullable SpecificRecord> record, T value) {
    try {
      listener.next(record.offset(), value);
      return true;
    } catch (RuntimeException e) { // a bug in one listener must not stop the tail of all
      LOGGER
          .atError()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .setCause(e)
          .log("a listener failed to take a record and gets no more");
      listener.failed(e);
      return false;
    }
  }
}
