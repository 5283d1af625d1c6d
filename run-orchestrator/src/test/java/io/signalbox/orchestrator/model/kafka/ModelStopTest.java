package io.signalbox.orchestrator.model.kafka;

import static io.signalbox.orchestrator.model.kafka.WorkersWorld.PATIENCE;
import static io.signalbox.orchestrator.model.kafka.WorkersWorld.millisSince;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Partitions;
import io.signalbox.orchestrator.model.ModelChunk;
import io.signalbox.orchestrator.model.ModelChunk.TextDelta;
import io.signalbox.orchestrator.model.kafka.PlayedRuns.Reaction;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.RecordModelOutput;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// A run's word to stop reaches the provider, whatever that does.
class ModelStopTest {
  private static final int PARTITIONS = 4;

  @SuppressWarnings("NullAway.Init")
  private static WorkersWorld world;

  private final String runId = Ids.next().toString();
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);

  @BeforeAll
  static void start() {
    world = WorkersWorld.start(WorkersWorld.WithRuns.class, 2);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void shouldStopASilentProviderWithinASecond() throws Exception {
    // given
    behave(Flux.never());
    BeginModelAttempt begun = begin();
    assertThat(subscribed.await(30, TimeUnit.SECONDS)).isTrue();
    // when
    long asked = System.nanoTime();
    world.stop(begun.getWorker(), begun.getAttemptId());
    // then
    assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(millisSince(asked)).isLessThan(1_000);
    awaitIdle();
    assertThat(world.ended("stopped", "odd")).isPositive();
  }

  @Test
  void shouldStopAProviderThatBlocksItsThread() throws Exception {
    // given
    CountDownLatch never = new CountDownLatch(1);
    world
        .get(OddProvider.class)
        .behave(
            runId,
            _ -> {
              subscribed.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                cancelled.countDown();
              }
              return Flux.empty();
            });
    BeginModelAttempt begun = begin();
    assertThat(subscribed.await(30, TimeUnit.SECONDS)).isTrue();
    // when
    world.stop(begun.getWorker(), begun.getAttemptId());
    // then
    assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    awaitIdle();
  }

  @Test
  void shouldTellTheRunNothingMore() {
    // given
    behave(Flux.interval(Duration.ofMillis(5)).map(n -> new TextDelta(n + " ")));
    BeginModelAttempt begun = begin();
    world.awaitTold(runId, RecordModelOutput.class);
    // when
    world.stop(begun.getWorker(), begun.getAttemptId());
    awaitIdle();
    world.makeACall();
    List<?> told = world.runs().told(runId, Object.class);
    world.makeACall();
    // then
    assertThat(world.runs().told(runId, Object.class)).hasSameSizeAs(told);
    assertThat(told).noneMatch(CompleteModelAttempt.class::isInstance);
  }

  @Test
  void shouldStopBeforeTheAnswerToTheBeginningWasHeard() {
    // given
    AtomicInteger subscriptions = new AtomicInteger();
    behave(Flux.<ModelChunk>never().doOnSubscribe(_ -> subscriptions.incrementAndGet()));
    world.runs().react(runId, Reaction.SAY_NOTHING);
    BeginModelAttempt begun = begin();
    // when
    world.stop(begun.getWorker(), begun.getAttemptId());
    awaitIdle();
    world.runs().answer(world.runs().begin(runId), Reaction.ACCEPT);
    world.makeACall();
    // then
    assertThat(subscriptions).hasValue(0);
  }

  @Test
  void shouldNotWaitForProvidersWhoseCancellationBlocks() throws Exception {
    // given
    CountDownLatch released = new CountDownLatch(1);
    List<String> stubborn = Stream.generate(() -> Ids.next().toString()).limit(4).toList();
    for (String each : stubborn) {
      world.get(OddProvider.class).behave(each, _ -> blockingCancel(released));
      world.request(each, OddProvider.CONFIG, 1);
      BeginModelAttempt begun = world.awaitBegin(each);
      // when
      world.stop(begun.getWorker(), begun.getAttemptId());
      awaitIdle();
    }
    // then
    world.makeACall();
    shouldStopASilentProviderWithinASecond();
    released.countDown();
  }

  @Test
  void shouldNotDeliverAStoppedCallAgain() {
    // given
    behave(Flux.never());
    BeginModelAttempt begun = begin();
    // when
    world.stop(begun.getWorker(), begun.getAttemptId());
    awaitIdle();
    // then: longer than the lock
    world.awaitTold(
        world.request("{\"model\":{\"provider\":\"scripted\",\"script\":[{\"wait\":2500}]}}"),
        CompleteModelAttempt.class);
    assertThat(world.runs().told(runId, BeginModelAttempt.class)).hasSize(1);
  }

  @Test
  void shouldIgnoreWordsToOthersAndAboutUnknownAttempts() throws Exception {
    // given
    behave(Flux.never());
    BeginModelAttempt begun = begin();
    assertThat(subscribed.await(30, TimeUnit.SECONDS)).isTrue();
    // when
    world.stop(neighbour(), begun.getAttemptId());
    world.stop(world.instance(), Ids.next());
    world.makeACall();
    // then
    assertThat(cancelled.getCount()).isOne();
    world.stop(begun.getWorker(), begun.getAttemptId());
    awaitIdle();
  }

  /// Another instance that has its words on the same partition.
  private static String neighbour() {
    int mine = Partitions.of(world.instance(), PARTITIONS);
    return Stream.generate(() -> Ids.next().toString())
        .filter(each -> Partitions.of(each, PARTITIONS) == mine)
        .findFirst()
        .orElseThrow();
  }

  private static Flux<ModelChunk> blockingCancel(CountDownLatch released) {
    return Flux.<ModelChunk>never()
        .doOnCancel(() -> {
          boolean waiting = true;
          while (waiting) {
            try {
              released.await();
              waiting = false;
            } catch (InterruptedException e) {
              waiting = true; // as a provider that does not care
            }
          }
        });
  }

  private BeginModelAttempt begin() {
    world.request(runId, OddProvider.CONFIG, 1);
    return world.awaitBegin(runId);
  }

  private void behave(Flux<? extends ModelChunk> stream) {
    world
        .get(OddProvider.class)
        .behave(
            runId,
            _ ->
                Flux.<ModelChunk>from(stream)
                    .doOnSubscribe(_ -> subscribed.countDown())
                    .doOnCancel(cancelled::countDown));
  }

  private static void awaitIdle() {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(world.busy()).isZero());
  }
}
