package io.signalbox.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.watch.WatchEndedException.Reason;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/// The join where it must end early.
class RunJoinTest {
  private static final Duration LONG = Duration.ofSeconds(1);
  private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
  private final LogTwin log = new LogTwin(new Random(1), timer, 0);

  @Test
  void shouldCloseAWatcherThatDoesNotKeepUp() {
    log.append(LogTwin.RUN, "run.created");
    StepVerifier.create(watch(0, 3).map(RunEventFrame::seq), 1)
        .then(this::settle)
        .expectNext(1L)
        .then(() -> append(10))
        .expectErrorSatisfies(e -> assertReason(e, Reason.SLOW_CONSUMER))
        .verify(LONG);
  }

  @Test
  void shouldTellThatHistoryIsTrimmed() {
    append(5);
    log.trimBelow(4);
    StepVerifier.create(watch(1, 8))
        .then(this::settle)
        .expectErrorSatisfies(e -> {
          assertReason(e, Reason.HISTORY_TRIMMED);
          assertThat(((WatchEndedException) e).oldest()).isEqualTo(4);
        })
        .verify(LONG);
  }

  @Test
  void shouldTellThatAllOfHistoryIsTrimmed() {
    append(5);
    log.trimBelow(6);
    StepVerifier.create(watch(1, 8))
        .then(this::settle)
        .expectErrorSatisfies(e -> {
          assertReason(e, Reason.HISTORY_TRIMMED);
          assertThat(((WatchEndedException) e).oldest()).isEqualTo(6);
        })
        .verify(LONG);
  }

  @Test
  void shouldEndWithTheDeletionOfTheRun() {
    append(3);
    StepVerifier.create(watch(0, 8).map(RunEventFrame::toString))
        .then(this::settle)
        .expectNextCount(3)
        .then(() -> log.append(LogTwin.RUN, "run.deleted"))
        .then(this::settle)
        .expectNext("run:4 run.deleted")
        .verifyComplete();
  }

  @Test
  void shouldEndWithTheDeletionWhereEventsBeforeItAreErased() {
    // given a watcher that has seen three events of four, and a tail that missed the fourth
    LogTwin deaf = new LogTwin(new Random(1), timer, 1);
    for (int event = 0; event < 3; event++) {
      deaf.append(LogTwin.RUN, "assistant.delta");
    }
    StepVerifier.create(watch(deaf, 0, 8).map(RunEventFrame::toString))
        .then(() -> settle(deaf))
        .expectNextCount(3)
        .then(() -> {
          deaf.append(LogTwin.RUN, "run.canceled.unheard");
          deaf.append(LogTwin.RUN, "run.deleted");
          deaf.delete();
        })
        .then(() -> settle(deaf))
        .expectNext("run:5 run.deleted")
        .verifyComplete();
  }

  @Test
  void shouldEndWithTheDeletionWhileHistoryIsRead() {
    append(3);
    log.delete();
    StepVerifier.create(watch(0, 8).map(RunEventFrame::toString))
        .then(this::settle)
        .expectNext("run:4 run.deleted")
        .verifyComplete();
  }

  @Test
  void shouldFailAListWhoseEventsVanishBetweenTwoPages() {
    append(5);
    RunHistory.Head head = new RunHistory.Head(5, 5, 1, false);
    WatchSettings settings =
        new WatchSettings(
            8, 2, Duration.ofMillis(5), Duration.ofSeconds(30), Duration.ofSeconds(75));
    StoredEvents stored =
        new StoredEvents(
            new RunJoin.Sources(log, log, settings, timer), "tenant", LogTwin.RUN, head);
    StepVerifier.create(stored.after(0).map(RunEventFrame::seq), 2)
        .then(() -> timer.advanceTimeBy(Duration.ofMillis(20)))
        .expectNext(1L, 2L)
        .then(() -> log.trimBelow(6))
        .thenRequest(10)
        .then(this::settle)
        .thenConsumeWhile(_ -> true)
        .expectErrorSatisfies(e -> assertReason(e, Reason.HISTORY_TRIMMED))
        .verify(LONG);
  }

  @Test
  void shouldWaitForACursorThatAnotherInstanceMayKnow() {
    append(3);
    StepVerifier.create(watch(5, 8).map(RunEventFrame::seq))
        .then(this::settle)
        .then(() -> append(2))
        .expectNoEvent(Duration.ofMillis(1))
        .then(() -> append(1))
        .expectNext(6L)
        .thenCancel()
        .verify(LONG);
  }

  @Test
  void shouldTellThatARunEndedBeforeTheCursor() {
    append(3);
    StepVerifier.create(watch(9, 8))
        .then(this::settle)
        .then(() -> log.append(LogTwin.RUN, "run.completed"))
        .then(this::settle)
        .expectErrorSatisfies(e ->
            assertThat(e)
                .isInstanceOfSatisfying(
                    CursorBeyondEndException.class,
                    beyond -> assertThat(beyond.lastSeq()).isEqualTo(4)))
        .verify(LONG);
  }

  @Test
  void shouldGiveUpItsPlaceWhenTheWatcherLeaves() {
    append(1);
    StepVerifier.create(watch(0, 8))
        .then(this::settle)
        .expectNextCount(1)
        .then(() -> assertThat(log.listening()).isEqualTo(1))
        .thenCancel()
        .verify(LONG);
    settle();
    assertThat(log.listening()).isZero();
  }

  @Test
  void shouldGiveUpItsPlaceWhenTheWatcherLeavesBeforeItHasOne() {
    append(1);
    StepVerifier.create(watch(0, 8)).thenAwait().thenCancel().verify(LONG);
    settle();
    assertThat(log.listening()).isZero();
  }

  private Flux<RunEventFrame> watch(long after, int buffer) {
    return watch(log, after, buffer);
  }

  private Flux<RunEventFrame> watch(LogTwin log, long after, int buffer) {
    WatchSettings settings =
        new WatchSettings(
            buffer, 500, Duration.ofMillis(5), Duration.ofSeconds(30), Duration.ofSeconds(75));
    return new RunJoin(new RunJoin.Sources(log, log, settings, timer), "tenant", LogTwin.RUN, after)
        .followed();
  }

  private void append(int events) {
    for (int event = 0; event < events; event++) {
      log.append(LogTwin.RUN, "assistant.delta");
    }
    settle();
  }

  private void settle() {
    settle(log);
  }

  private void settle(LogTwin log) {
    for (int round = 0; round < 20; round++) {
      log.project(100);
      log.tail(100);
      timer.advanceTimeBy(Duration.ofMillis(20));
    }
  }

  private static void assertReason(Throwable failure, Reason reason) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            WatchEndedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
