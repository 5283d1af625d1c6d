package io.signalbox.kit.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.signalbox.kit.kafka.ConsumerLoop;
import io.signalbox.kit.kafka.WireConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/// Reads the log into tables: a batch and the position after it in one transaction.
///
/// Instances share the partitions. One that lost a partition without noticing finds the position
/// moved by its successor, writes nothing, and reads on from there. Tombstones only move it on.
public final class ProjectionRunner<V extends SpecificRecord> extends ConsumerLoop<V>
    implements HealthIndicator {
  private static final int BATCH = 2_000;
  private static final int UNHEALTHY_AFTER = 3;

  private final Projection<V> projection;
  private final String group;
  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final Positions positions;
  private final AtomicLong lag = new AtomicLong();

  /// @param group the consumer group that the instances share
  public ProjectionRunner(
      Projection<V> projection,
      String group,
      WireConfig config,
      JdbcTemplate jdbc,
      TransactionOperations transactions,
      MeterRegistry meters) {
    super(group + "." + projection.name(), config);
    this.projection = projection;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.positions = new Positions(projection.name(), jdbc);
    meters.gauge("signalbox.projection.lag", Tags.of("projection", projection.name()), lag);
    this.group = group + "." + projection.name();
  }

  /// The name of the projection that is run.
  public String name() {
    return projection.name();
  }

  @Override
  protected Map<String, Object> properties() {
    return Map.of(
        ConsumerConfig.GROUP_ID_CONFIG,
        group,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        BATCH,
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
        6_000,
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        1_500);
  }

  @Override
  protected void begin(KafkaConsumer<String, V> consumer) {
    consumer.subscribe(List.of(projection.topic().name()), new FromStoredPositions(consumer));
  }

  @Override
  protected void poll(KafkaConsumer<String, V> consumer, Duration timeout) {
    ConsumerRecords<String, V> records = consumer.poll(timeout);
    if (!records.isEmpty()) {
      transactions.executeWithoutResult(_ -> apply(records));
    }
    lag.set(
        consumer.assignment().stream()
            .mapToLong(each -> consumer.currentLag(each).orElse(0))
            .sum());
  }

  private void apply(ConsumerRecords<String, V> records) {
    List<V> events = new ArrayList<>(records.count());
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<String, V>> batch = records.records(partition);
      positions.advance(partition, batch.getFirst().offset(), batch.getLast().offset() + 1);
      batch.stream().map(ConsumerRecord::value).filter(Objects::nonNull).forEach(events::add);
    }
    if (!events.isEmpty()) {
      projection.apply(events, jdbc);
    }
  }

  @Override
  public Health health() {
    int failures = failing();
    Health.Builder health = failures < UNHEALTHY_AFTER ? Health.up() : Health.down();
    return health.withDetail("failures", failures).withDetail("lag", lag.get()).build();
  }

  private final class FromStoredPositions implements ConsumerRebalanceListener {
    private final KafkaConsumer<String, V> consumer;

    FromStoredPositions(KafkaConsumer<String, V> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> consumer.seek(partition, positions.of(partition)));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
  }
}
