package io.signalbox.orchestrator.model.kafka;

import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.WireConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/// The workers of this instance, all in one share group with those of every other instance.
@Component
@DependsOn("topicProvisioner")
final class ModelWorkers implements SmartLifecycle {
  private static final String GROUP = "model-workers";
  private static final Duration STOPPING = Duration.ofSeconds(5);

  private final WireConfig config;
  private final ModelSettings settings;
  private final ModelCalls calls;
  private final Instance instance;
  private final List<ModelWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  ModelWorkers(WireConfig config, ModelSettings settings, ModelCalls calls, Instance instance) {
    this.config = config;
    this.settings = settings;
    this.calls = calls;
    this.instance = instance;
  }

  @Override
  public synchronized void start() {
    configureGroup();
    for (int i = 0; i < settings.workers(); i++) {
      ModelWorker worker = new ModelWorker(consumer(i), settings.lock(), calls::attempt);
      workers.add(worker);
      threads.add(Thread.ofPlatform().name("model-worker-" + i).start(worker));
    }
  }

  @Override
  public synchronized void stop() {
    workers.forEach(ModelWorker::stop);
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
  public synchronized boolean isRunning() {
    return !workers.isEmpty();
  }

  /// After the streams and the listeners for answers and stops, before the web server.
  @Override
  public int getPhase() {
    return 10;
  }

  private Map<String, Object> consumer(int number) {
    Map<String, Object> properties = config.shareConsumer(GROUP);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "model-worker-" + number + "-" + instance.id());
    properties.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    properties.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    return properties;
  }

  /// Work that was queued before the first worker came counts; work of an aborted decision does
  /// not.
  private void configureGroup() {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, GROUP);
    List<AlterConfigOp> changes =
        List.of(
            set("share.auto.offset.reset", "earliest"),
            set("share.isolation.level", "read_committed"),
            set("share.record.lock.duration.ms", Long.toString(settings.lock().toMillis())));
    try (Admin admin = Admin.create(config.admin())) {
      admin.incrementalAlterConfigs(Map.of(group, changes)).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while configuring the share group " + GROUP, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Expected the broker to accept signalbox.model.lock of %s for the share group %s"
              .formatted(settings.lock(), GROUP),
          e.getCause());
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }
}
