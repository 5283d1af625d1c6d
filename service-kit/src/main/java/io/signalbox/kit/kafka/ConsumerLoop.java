package io.signalbox.kit.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// A thread of its own around a consumer, started and stopped with the service.
///
/// Whatever fails is logged and tried again with a new consumer after a pause, for as long as the
/// service runs; [#failing] tells for how many tries in a row. Nothing is skipped.
public abstract class ConsumerLoop<V extends SpecificRecord> implements SmartLifecycle {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final String name;
  private final WireConfig config;
  private volatile boolean running;
  private volatile int failures;
  private CountDownLatch begun = new CountDownLatch(1);
  private @Nullable Thread thread;
  private volatile @Nullable KafkaConsumer<String, V> current;

  protected ConsumerLoop(String name, WireConfig config) {
    this.name = name;
    this.config = config;
  }

  /// Properties on top of a plain reader's.
  protected Map<String, Object> properties() {
    return Map.of(ConsumerConfig.CLIENT_ID_CONFIG, name);
  }

  /// Subscribes or assigns; called for each new consumer.
  protected abstract void begin(KafkaConsumer<String, V> consumer);

  /// Polls once and handles what came.
  protected abstract void poll(KafkaConsumer<String, V> consumer, Duration timeout);

  /// How many times in a row the loop had to begin again; 0 = healthy.
  public final int failing() {
    return failures;
  }

  /// Starts the thread, and returns once its first consumer has begun to read, or after half a
  /// minute; then it goes on trying.
  @Override
  public final synchronized void start() {
    running = true;
    begun = new CountDownLatch(1);
    Thread loop = Thread.ofPlatform().name(name).start(this::run);
    thread = loop;
    try {
      if (!begun.await(30, TimeUnit.SECONDS)) {
        LOGGER.atWarn().addKeyValue("consumer", name).log("not reading yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public final synchronized void stop() {
    running = false;
    wakeup();
    Thread loop = thread;
    if (loop != null) {
      try {
        loop.join(CLOSING.plusSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public final boolean isRunning() {
    return running;
  }

  /// Before the web server, so that the first request finds everything in place.
  @Override
  public int getPhase() {
    return 0;
  }

  /// Makes a poll that waits return at once.
  protected final void wakeup() {
    KafkaConsumer<String, V> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  private void run() {
    while (running) {
      Map<String, Object> properties = config.consumer();
      properties.putAll(properties());
      try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(properties)) {
        current = consumer;
        begin(consumer);
        begun.countDown();
        while (running) {
          pollOnce(consumer);
          failures = 0;
        }
      } catch (RuntimeException e) { // whatever it was: nothing is lost by reading again
        failures++;
        LOGGER
            .atError()
            .addKeyValue("consumer", name)
            .addKeyValue("failures", failures)
            .setCause(e)
            .log("reading failed and begins again");
        pause();
      } finally {
        current = null;
      }
    }
  }

  private void pollOnce(KafkaConsumer<String, V> consumer) {
    try {
      poll(consumer, POLL);
    } catch (WakeupException e) {
      LOGGER.atTrace().addKeyValue("consumer", name).log("woken up");
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }
}
