package io.signalbox.kit.kafka;

import io.signalbox.kit.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.springframework.context.SmartLifecycle;

/// The workers of this instance on one queue, all in one share group with those of every other
/// instance. Needs the topic to be there: the bean depends on `topicProvisioner`.
public abstract class QueueWorkers<V extends SpecificRecord> implements SmartLifecycle {
  private static final Duration STOPPING = Duration.ofSeconds(5);

  private final WireConfig config;
  private final WorkQueue<V> queue;
  private final Instance instance;
  private final WorkQueue.Handler<V> handler;
  private final List<QueueWorker<V>> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  protected QueueWorkers(
      WireConfig config, WorkQueue<V> queue, Instance instance, WorkQueue.Handler<V> handler) {
    this.config = config;
    this.queue = queue;
    this.instance = instance;
    this.handler = handler;
  }

  @Override
  public final synchronized void start() {
    configureGroup();
    for (int i = 0; i < queue.workers(); i++) {
      QueueWorker<V> worker = new QueueWorker<>(consumer(i), queue, handler);
      workers.add(worker);
      threads.add(Thread.ofPlatform().name(queue.name() + "-" + i).start(worker));
    }
  }

  @Override
  public final synchronized void stop() {
    workers.forEach(QueueWorker::stop);
    for (Thread thread : threads) {
      try {
        thread.join(STOPPING);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    workers.clear();
    threads.clear();
  }

  @Override
  public final synchronized boolean isRunning() {
    return !workers.isEmpty();
  }

  /// After the streams and the listeners for answers and stops, before the web server.
  @Override
  public int getPhase() {
    return 10;
  }

  private Map<String, Object> consumer(int number) {
    Map<String, Object> properties = config.shareConsumer(queue.group());
    properties.put(
        ConsumerConfig.CLIENT_ID_CONFIG, queue.name() + "-" + number + "-" + instance.id());
    properties.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    properties.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    return properties;
  }

  /// Work that was queued before the first worker came counts; work of an aborted decision does
  /// not.
  private void configureGroup() {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, queue.group());
    List<AlterConfigOp> changes =
        List.of(
            set("share.auto.offset.reset", "earliest"),
            set("share.isolation.level", "read_committed"),
            set("share.record.lock.duration.ms", Long.toString(queue.lock().toMillis())));
    try (Admin admin = Admin.create(config.admin())) {
      admin.incrementalAlterConfigs(Map.of(group, changes)).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while configuring the share group " + queue.group(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Expected the broker to accept %s of %s for the share group %s"
              .formatted(queue.setting(), queue.lock(), queue.group()),
          e.getCause());
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }
}
