package io.signalbox.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.watch.WatchEndedException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/// Whatever the pace of writer, view, tail and watcher: what the watcher gets is the log, from its
/// cursor on, once and in order.
class RunJoinPropertyTest {
  private static final int RUNS = 2_000;
  private static final int STEPS = 5_000;

  @Test
  void shouldEmitTheLogOnceAndInOrderUnderAnyInterleaving() {
    check(System.nanoTime(), 0.0, 8);
  }

  @Test
  void shouldFillHolesOfTheTailFromHistory() {
    check(System.nanoTime(), 0.3, 64);
  }

  private static void check(long firstSeed, double tailLoss, int largestBuffer) {
    for (long seed = firstSeed; seed < firstSeed + RUNS; seed++) {
      Watched watched = new Scenario(seed, tailLoss, largestBuffer).run();
      assertThat(watched.seqs)
          .as("emitted, with seed %d", seed)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(watched.after + 1, watched.reached()).boxed().toList());
      if (watched.failure == null) {
        assertThat(watched.complete).as("complete, with seed %d", seed).isTrue();
        assertThat(watched.reached()).as("end, with seed %d", seed).isEqualTo(watched.last);
      } else {
        assertThat(watched.failure)
            .as("failure, with seed %d", seed)
            .isInstanceOfSatisfying(
                WatchEndedException.class,
                ended -> assertThat(ended.reason()).isEqualTo(Reason.SLOW_CONSUMER));
        assertThat(watched.greedy).as("greedy, with seed %d", seed).isFalse();
      }
      assertThat(watched.listening).as("left behind, with seed %d", seed).isZero();
    }
  }

  /// One random run, watched once.
  private static final class Scenario {
    private final Random random;
    private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
    private final LogTwin log;
    private final int buffer;
    private final boolean lossy;
    private int unwritten;

    Scenario(long seed, double tailLoss, int largestBuffer) {
      random = new Random(seed);
      log = new LogTwin(random, timer, tailLoss);
      lossy = tailLoss > 0;
      buffer = lossy ? largestBuffer : 1 + random.nextInt(largestBuffer);
      unwritten = 1 + random.nextInt(30);
    }

    Watched run() {
      int before = random.nextInt(40);
      for (int step = 0; step < before; step++) {
        step();
      }
      if (random.nextBoolean()) {
        log.tailFromHere();
      }
      long after = random.nextInt((int) log.lastSeq() + 1);
      Watched watched = new Watched(after, lossy || random.nextBoolean());
      watch(after).subscribe(watched);
      for (int step = 0; step < STEPS && !(watched.isOver() && isDrained()); step++) {
        step();
        watched.want(random.nextInt(3));
      }
      log.tail(0);
      watched.last = log.lastSeq();
      watched.listening = log.listening();
      return watched;
    }

    private Flux<RunEventFrame> watch(long after) {
      WatchSettings settings =
          new WatchSettings(
              buffer,
              1 + random.nextInt(5),
              Duration.ofMillis(5),
              Duration.ofSeconds(30),
              Duration.ofSeconds(75));
      RunJoin join =
          new RunJoin(new RunJoin.Sources(log, log, settings, timer), "tenant", LogTwin.RUN, after);
      return join.followed();
    }

    private boolean isDrained() {
      return unwritten == 0 && log.isDrained();
    }

    private void step() {
      switch (random.nextInt(5)) {
        case 0 -> write();
        case 1 -> log.project(random.nextInt(4));
        case 2 -> log.tail(random.nextInt(4));
        case 3 -> log.append(LogTwin.OTHER, "run.created");
        default -> timer.advanceTimeBy(Duration.ofMillis(1 + random.nextInt(6)));
      }
    }

    private void write() {
      if (unwritten > 0) {
        unwritten--;
        log.append(LogTwin.RUN, unwritten == 0 ? "run.completed" : "assistant.delta");
      }
    }
  }

  /// What one watcher has seen.
  private static final class Watched extends BaseSubscriber<RunEventFrame> {
    private final long after;
    private final boolean greedy;
    private final List<Long> seqs = new ArrayList<>();
    private @Nullable Throwable failure;
    private boolean complete;
    private long last;
    private int listening;

    /// @param greedy takes all at once, rather than a few at a time
    Watched(long after, boolean greedy) {
      this.after = after;
      this.greedy = greedy;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(greedy ? Long.MAX_VALUE : 1);
    }

    void want(int more) {
      if (!greedy && more > 0 && !isOver()) {
        request(more);
      }
    }

    @Override
    protected void hookOnNext(RunEventFrame frame) {
      seqs.add(frame.seq());
    }

    @Override
    protected void hookOnComplete() {
      complete = true;
    }

    @Override
    protected void hookOnError(Throwable cause) {
      failure = cause;
    }

    boolean isOver() {
      return complete || failure != null;
    }

    long reached() {
      return seqs.isEmpty() ? after : seqs.getLast();
    }
  }
}
