package io.signalbox.orchestrator.model.kafka;

import io.signalbox.orchestrator.model.kafka.ModelAttempt.Result;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Takes one model call after the other from the share group and holds on to it until it is made.
///
/// The lock on the call is renewed while the call lasts, so a slow call is never made twice by two
/// living workers. A call whose worker died comes back once the lock ran out. A worker that lost
/// its lock stops its call; what it still says is void, because another attempt has begun.
final class ModelWorker implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ModelWorker.class);

  /// Short, because a share consumer that waits in a poll does not hear at once of a call that
  /// comes after the one it acknowledged (Kafka 4.2.1): it asks for more only with its next poll.
  private static final Duration POLL = Duration.ofMillis(20);

  private static final Duration RENEWED = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Map<String, Object> config;
  private final Duration renewal;
  private final Attempts attempts;
  private volatile boolean running = true;
  private volatile @Nullable KafkaShareConsumer<String, ModelRequest> current;

  /// Makes attempts at calls.
  @FunctionalInterface
  interface Attempts {

    /// @param delivery how often the call was handed to a worker, this time included
    Mono<Result> at(ModelRequest call, int delivery);
  }

  /// @param lock how long the broker lets a worker keep a call without renewal
  ModelWorker(Map<String, Object> config, Duration lock, Attempts attempts) {
    this.config = config;
    this.renewal = lock.dividedBy(3);
    this.attempts = attempts;
  }

  /// Takes no more calls; the one that is being made is given back.
  void stop() {
    running = false;
    KafkaShareConsumer<String, ModelRequest> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  @Override
  public void run() {
    while (running) {
      try (KafkaShareConsumer<String, ModelRequest> consumer = new KafkaShareConsumer<>(config)) {
        current = consumer;
        consumer.subscribe(List.of(Topics.MODEL_REQUESTS.name()));
        while (running) {
          for (ConsumerRecord<String, ModelRequest> record : consumer.poll(POLL)) {
            hold(consumer, record);
          }
        }
      } catch (WakeupException e) {
        LOGGER.atTrace().log("model worker woken up");
      } catch (RuntimeException e) { // whatever it was: the record comes back, and a worker stays
        LOGGER.atWarn().setCause(e).log("model worker begins again");
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        running = false;
      } finally {
        current = null;
      }
    }
  }

  /// Makes the call, renewing the lock on its record until it is made.
  private void hold(
      KafkaShareConsumer<String, ModelRequest> consumer,
      ConsumerRecord<String, ModelRequest> record)
      throws InterruptedException {
    int delivery = record.deliveryCount().map(Short::intValue).orElse(0);
    CompletableFuture<@Nullable Result> call = attempts.at(record.value(), delivery).toFuture();
    ConsumerRecord<String, ModelRequest> held = record;
    try {
      while (true) {
        AcknowledgeType outcome = outcome(record, call);
        consumer.acknowledge(held, outcome);
        commit(consumer);
        if (outcome != AcknowledgeType.RENEW) {
          return;
        }
        held = again(consumer, record);
      }
    } finally {
      call.cancel(true);
    }
  }

  /// Waits for the call, at most until its lock must be renewed.
  private AcknowledgeType outcome(
      ConsumerRecord<String, ModelRequest> record, CompletableFuture<@Nullable Result> call)
      throws InterruptedException {
    try {
      Result result = call.get(renewal.toMillis(), TimeUnit.MILLISECONDS);
      return result == Result.UNANSWERED || result == Result.OVERTAKEN
          ? AcknowledgeType.RELEASE
          : AcknowledgeType.ACCEPT;
    } catch (TimeoutException e) {
      return running ? AcknowledgeType.RENEW : AcknowledgeType.RELEASE;
    } catch (ExecutionException e) {
      ModelCalls.keys(LOGGER.atWarn(), record.value())
          .setCause(e.getCause())
          .log("model call goes back to the queue");
      pause(); // the queue counts deliveries, and drops what came back too often
      return AcknowledgeType.RELEASE;
    }
  }

  /// Commits the acknowledgement.
  ///
  /// @throws KafkaException when the broker refuses it, mostly because the lock ran out: the
  ///   consumer that is then closed gives back whatever the broker still counts as its own
  private static void commit(KafkaShareConsumer<String, ModelRequest> consumer) {
    for (Optional<KafkaException> failure : consumer.commitSync().values()) {
      if (failure.isPresent()) {
        throw new KafkaException("The lock on a model call was lost", failure.get());
      }
    }
  }

  /// The record again, under its renewed lock.
  private static ConsumerRecord<String, ModelRequest> again(
      KafkaShareConsumer<String, ModelRequest> consumer,
      ConsumerRecord<String, ModelRequest> record) {
    for (ConsumerRecord<String, ModelRequest> renewed : consumer.poll(RENEWED)) {
      if (renewed.offset() == record.offset() && renewed.partition() == record.partition()) {
        return renewed;
      }
    }
    throw new KafkaException(
        "The lock on a model call was renewed, but the call did not come back");
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
