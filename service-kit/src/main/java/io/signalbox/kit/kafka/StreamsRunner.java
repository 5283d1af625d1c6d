package io.signalbox.kit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.signalbox.kit.Instance;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/// Runs a topology exactly once per record, from the start of the service to its end.
///
/// The application id is the service's name: all instances of a service share its partitions. A
/// thread that fails is replaced after a pause, and goes on with the record it failed on.
public final class StreamsRunner implements SmartLifecycle, HealthIndicator {
  private static final Logger LOGGER = LoggerFactory.getLogger(StreamsRunner.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Topology topology;
  private final Map<String, Object> properties;
  private final MeterRegistry meters;
  private @Nullable KafkaStreams streams;
  private @Nullable KafkaStreamsMetrics metrics;

  StreamsRunner(
      Topology topology,
      WireConfig config,
      StreamsSettings settings,
      Instance instance,
      MeterRegistry meters) {
    this.topology = topology;
    this.properties = properties(config, settings, instance);
    this.meters = meters;
  }

  private static Map<String, Object> properties(
      WireConfig config, StreamsSettings settings, Instance instance) {
    Map<String, Object> all = new HashMap<>(config.common());
    int sessionMs = Math.toIntExact(settings.sessionTimeout().toMillis());
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, instance.service());
    all.put(StreamsConfig.CLIENT_ID_CONFIG, instance.service() + "-" + instance.id());
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    all.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    all.put(StreamsConfig.STATE_DIR_CONFIG, stateDir(instance));
    all.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UndecodableRecords.class);
    all.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnprocessableRecords.class);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), sessionMs);
    all.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        Backlog.class.getName());
    // Nothing is joined by time: a partition never waits for records of another one.
    all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    all.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), sessionMs / 4);
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.toIntExact(settings.transactionTimeout().toMillis()));
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        WireConfig.LARGEST_RECORD);
    all.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        Integer.toString(WireConfig.LARGEST_RECORD));
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
        Math.toIntExact(settings.linger().toMillis()));
    // A transaction that begins while the one before is being completed is told to try again.
    all.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 2);
    return all;
  }

  /// Every instance has a folder of its own, so that several run side by side on one machine; the
  /// stores are in memory, and the folder holds nothing that would be missed.
  private static String stateDir(Instance instance) {
    return System.getProperty("java.io.tmpdir") + "/signalbox-streams-" + instance.id();
  }

  @Override
  public synchronized void start() {
    KafkaStreams started = new KafkaStreams(topology, new StreamsConfig(properties));
    started.setUncaughtExceptionHandler(failure -> {
      LOGGER.atError().setCause(failure).log("a stream thread failed and is replaced");
      LockSupport.parkNanos(PAUSE.toNanos());
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    });
    started.setStateListener((now, before) ->
        LOGGER
            .atInfo()
            .addKeyValue("from", before)
            .addKeyValue("to", now)
            .log("streams changed state"));
    KafkaStreamsMetrics bound = new KafkaStreamsMetrics(started);
    bound.bindTo(meters);
    started.start();
    streams = started;
    metrics = bound;
  }

  @Override
  public synchronized void stop() {
    KafkaStreams running = streams;
    KafkaStreamsMetrics bound = metrics;
    if (running != null && bound != null) {
      running.close(new KafkaStreams.CloseOptions().timeout(CLOSING).leaveGroup(true));
      bound.close();
    }
    streams = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return streams != null;
  }

  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public synchronized Health health() {
    KafkaStreams.State state = streams == null ? KafkaStreams.State.NOT_RUNNING : streams.state();
    return switch (state) {
      case RUNNING -> Health.up().withDetail("state", state).build();
      case CREATED, REBALANCING -> Health.outOfService().withDetail("state", state).build();
      case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR ->
          Health.down().withDetail("state", state).build();
    };
  }
}
