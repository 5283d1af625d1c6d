package io.signalbox.edge.cluster.kafka;

import io.signalbox.edge.cluster.ClusterSettings;
import io.signalbox.edge.cluster.ClusterState;
import io.signalbox.edge.cluster.WordListener;
import io.signalbox.kit.kafka.ConsumerLoop;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.edge.EdgeBroadcast;
import io.signalbox.schemas.edge.EdgeEvent;
import io.signalbox.schemas.edge.EdgeSnapshot;
import io.signalbox.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Hears what all edges say, from a short while before it began: who has been silent since does not
/// count any more. Words to clients are heard only if they were said while this edge was there.
@Component
final class EdgeLogReader extends ConsumerLoop<EdgeEvent> {
  private static final String CLIENT = "edge-cluster";
  private static final TopicPartition ALL = new TopicPartition(Topics.EDGE_EVENTS.name(), 0);

  private final ClusterState state;
  private final List<WordListener> listeners;
  private final Duration silence;
  private final Clock clock;
  private final Instant startedAt;
  private long next = -1;

  EdgeLogReader(
      WireConfig config,
      ClusterState state,
      List<WordListener> listeners,
      ClusterSettings settings,
      Clock clock) {
    super(CLIENT, config);
    this.state = state;
    this.listeners = List.copyOf(listeners);
    this.silence = settings.silence();
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @Override
  protected Map<String, Object> properties() {
    return Map.of(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT);
  }

  @Override
  protected void begin(KafkaConsumer<String, EdgeEvent> consumer) {
    consumer.assign(List.of(ALL));
    if (next >= 0) {
      consumer.seek(ALL, next);
      return;
    }
    long from = clock.instant().minus(silence).toEpochMilli();
    @Nullable OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(ALL, from)).get(ALL);
    if (first == null) {
      consumer.seekToEnd(List.of(ALL));
    } else {
      consumer.seek(ALL, first.offset());
    }
    next = consumer.position(ALL);
  }

  @Override
  protected void poll(KafkaConsumer<String, EdgeEvent> consumer, Duration timeout) {
    for (ConsumerRecord<String, EdgeEvent> record : consumer.poll(timeout)) {
      hear(record);
      next = record.offset() + 1;
    }
  }

  private void hear(ConsumerRecord<String, EdgeEvent> record) {
    Instant saidAt = Instant.ofEpochMilli(record.timestamp());
    switch (record.value().getPayload()) {
      case EdgeSnapshot snapshot -> {
        if (saidAt.plus(silence).isAfter(clock.instant())) {
          state.heard(EdgeRecords.view(record.key(), snapshot));
        }
      }
      case EdgeBroadcast broadcast -> {
        if (!saidAt.isBefore(startedAt)) {
          String tenant = record.value().getEnvelope().getTenantId();
          listeners.forEach(each -> each.heard(EdgeRecords.word(tenant, broadcast)));
        }
      }
      default -> {} // a newer edge may say what this version does not know
    }
  }
}
