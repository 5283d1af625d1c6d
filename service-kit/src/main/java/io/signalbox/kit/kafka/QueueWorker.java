package io.signalbox.kit.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one piece of work after the other from a share group and holds on to it until it is done.
///
/// The lock on the work is renewed while it lasts, so slow work is never done twice by two living
/// workers. Work whose worker died comes back once the lock ran out. A worker that lost its lock
/// cancels its work.
final class QueueWorker<V extends SpecificRecord> implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(QueueWorker.class);

  /// Short, because a share consumer that waits in a poll does not hear at once of a call that
  /// comes after the one it acknowledged (Kafka 4.2.1): it asks for more only with its next poll.
  private static final Duration POLL = Duration.ofMillis(20);

  private static final Duration RENEWED = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Map<String, Object> config;
  private final WorkQueue<V> queue;
  private final Duration renewal;
  private final WorkQueue.Handler<V> handler;
  private volatile boolean running = true;
  private volatile @Nullable KafkaShareConsumer<String, V> current;

  /// @param config of the consumer
  QueueWorker(Map<String, Object> config, WorkQueue<V> queue, WorkQueue.Handler<V> handler) {
    this.config = config;
    this.queue = queue;
    this.renewal = queue.lock().dividedBy(3);
    this.handler = handler;
  }

  /// Takes no more work; what is being done is given back.
  void stop() {
    running = false;
    KafkaShareConsumer<String, V> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  @Override
  public void run() {
    while (running) {
      try (KafkaShareConsumer<String, V> consumer = new KafkaShareConsumer<>(config)) {
        current = consumer;
        consumer.subscribe(List.of(queue.topic().name()));
        while (running) {
          for (ConsumerRecord<String, V> record : consumer.poll(POLL)) {
            hold(consumer, record);
          }
        }
      } catch (WakeupException e) {
        LOGGER.atTrace().addKeyValue("worker", queue.name()).log("worker woken up");
      } catch (RuntimeException e) { // whatever it was: the record comes back, and a worker stays
        LOGGER.atWarn().addKeyValue("worker", queue.name()).setCause(e).log("worker begins again");
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        running = false;
      } finally {
        current = null;
      }
    }
  }

  /// Has the work done, renewing the lock on its record until it is.
  private void hold(KafkaShareConsumer<String, V> consumer, ConsumerRecord<String, V> record)
      throws InterruptedException {
    int delivery = record.deliveryCount().map(Short::intValue).orElse(0);
    CompletableFuture<WorkQueue.@Nullable Verdict> work = handler.handle(record.value(), delivery);
    ConsumerRecord<String, V> held = record;
    try {
      while (true) {
        AcknowledgeType outcome = outcome(record, work);
        consumer.acknowledge(held, outcome);
        commit(consumer);
        if (outcome != AcknowledgeType.RENEW) {
          return;
        }
        held = again(consumer, record);
      }
    } finally {
      work.cancel(true);
    }
  }

  /// Waits for the work, at most until its lock must be renewed.
  private AcknowledgeType outcome(
      ConsumerRecord<String, V> record, CompletableFuture<WorkQueue.@Nullable Verdict> work)
      throws InterruptedException {
    try {
      return work.get(renewal.toMillis(), TimeUnit.MILLISECONDS) == WorkQueue.Verdict.GIVE_BACK
          ? AcknowledgeType.RELEASE
          : AcknowledgeType.ACCEPT;
    } catch (TimeoutException e) {
      return running ? AcknowledgeType.RENEW : AcknowledgeType.RELEASE;
    } catch (ExecutionException e) {
      LOGGER
          .atWarn()
          .addKeyValue("worker", queue.name())
          .addKeyValue("key", record.key())
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .setCause(e.getCause())
          .log("work goes back to the queue");
      pause(); // the queue counts deliveries, and drops what came back too often
      return AcknowledgeType.RELEASE;
    }
  }

  /// Commits the acknowledgement.
  ///
  /// @throws KafkaException when the broker refuses it, mostly because the lock ran out: the
  ///   consumer that is then closed gives back whatever the broker still counts as its own
  private void commit(KafkaShareConsumer<String, V> consumer) {
    for (Optional<KafkaException> failure : consumer.commitSync().values()) {
      if (failure.isPresent()) {
        throw new KafkaException("The lock on a piece of work was lost", failure.get());
      }
    }
  }

  /// The record again, under its renewed lock.
  private ConsumerRecord<String, V> again(
      KafkaShareConsumer<String, V> consumer, ConsumerRecord<String, V> record) {
    for (ConsumerRecord<String, V> renewed : consumer.poll(RENEWED)) {
      if (renewed.offset() == record.offset() && renewed.partition() == record.partition()) {
        return renewed;
      }
    }
    throw new KafkaException("The lock on a piece of work was renewed, but it did not come back");
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
