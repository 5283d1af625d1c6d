package io.signalbox.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalbox.edge.watch.WatchEndedException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A watch where it must end early, or can do without history.
class WatchTest {
  private static final Duration LONG = Duration.ofSeconds(1);
  private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
  private static final Duration LINGER = Duration.ofMillis(100);
  private final TestLoop loop = new TestLoop();
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
    Flux<RunEventFrame> watch = watch(0, 8);
    log.delete();
    StepVerifier.create(watch.map(RunEventFrame::toString))
        .then(this::settle)
        .expectNext("run:4 run.deleted")
        .verifyComplete();
  }

  @Test
  void shouldFailAListWhoseEventsVanishBetweenTwoPages() {
    append(5);
    RunHistory.Head head = new RunHistory.Head(5, 5, 1, false);
    StoredEvents stored = new StoredEvents(log, 2, "tenant", LogTwin.RUN, head);
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

  @Test
  void shouldNotAskHistoryWhereTheWindowHasIt() {
    // given a watcher that saw the run from its first event, and one that has read its beginning
    RunWatcher watches = watches(log, 8);
    append(3);
    opened(watches, 0).subscribe();
    settle();
    append(2);
    opened(watches, 0).take(5).subscribe();
    settle();
    int asked = log.asked();

    // when others come
    for (long after : new long[] {0, 1, 2, 3, 4}) {
      AtomicReference<List<Long>> seen = new AtomicReference<>(List.of());
      watches
          .watch("tenant", LogTwin.RUN, new Cursor.After(after))
          .flatMapMany(frames -> frames.map(RunEventFrame::seq).take(5 - after).collectList())
          .subscribe(seen::set);
      loop.run();

      // then
      assertThat(seen.get())
          .containsExactlyElementsOf(LongStream.rangeClosed(after + 1, 5).boxed().toList());
    }
    assertThat(log.asked()).isEqualTo(asked);
  }

  @Test
  void shouldForgetARunSomeTimeAfterItsLastWatcherHasLeft() {
    RunWatcher watches = watches(log, 8);
    append(1);
    Disposable watch = opened(watches, 0).subscribe();
    settle();
    watch.dispose();
    loop.run();
    log.tail(0);
    assertThat(log.listening()).isEqualTo(1);
    timer.advanceTimeBy(LINGER);
    log.tail(0);
    assertThat(log.listening()).isZero();
  }

  @Test
  void shouldGoOnOnceHistoryIsBack() {
    append(3);
    Flux<RunEventFrame> watch = watch(0, 8);
    log.away(true);
    StepVerifier.create(watch.map(RunEventFrame::seq))
        .then(this::settle)
        .expectNoEvent(Duration.ofMillis(1))
        .then(() -> log.away(false))
        .then(() -> timer.advanceTimeBy(Duration.ofSeconds(3)))
        .then(this::settle)
        .expectNext(1L, 2L, 3L)
        .thenCancel()
        .verify(LONG);
  }

  private Flux<RunEventFrame> watch(long after, int buffer) {
    return watch(log, after, buffer);
  }

  /// Opened already, so that only the stream is left.
  private Flux<RunEventFrame> watch(LogTwin log, long after, int buffer) {
    return opened(watches(log, buffer), after);
  }

  private RunWatcher watches(LogTwin log, int buffer) {
    RunWatcher watches =
        new RunWatcher(
            log, log, settings(buffer, 500), new SimpleMeterRegistry(), timer, List.of(loop));
    watches.start();
    return watches;
  }

  private Flux<RunEventFrame> opened(RunWatcher watches, long after) {
    AtomicReference<Flux<RunEventFrame>> opened = new AtomicReference<>(Flux.empty());
    watches.watch("tenant", LogTwin.RUN, new Cursor.After(after)).subscribe(opened::set);
    timer.advanceTimeBy(Duration.ofMillis(20));
    return opened.get();
  }

  private static WatchSettings settings(int buffer, int page) {
    return new WatchSettings(
        buffer,
        DataSize.ofMegabytes(1),
        page,
        Duration.ofMillis(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(75),
        new WatchSettings.Kept(10, DataSize.ofMegabytes(1), LINGER));
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
      loop.run();
      timer.advanceTimeBy(Duration.ofMillis(20));
    }
  }

  private static void assertReason(Throwable failure, Reason reason) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            WatchEndedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
