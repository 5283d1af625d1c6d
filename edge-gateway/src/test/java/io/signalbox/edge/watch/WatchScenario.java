package io.signalbox.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;
import reactor.test.scheduler.VirtualTimeScheduler;

/// One run from its first event to its last, with watchers that come and go: writer, view, tail,
/// loops, clock and watchers each take a step at random.
final class WatchScenario {
  private static final int MOST_WATCHERS = 5;
  private static final int STEPS = 20_000;
  private static final int ROUNDS = 100;
  private static final int QUIET_ONCE_IN = 40;
  private static final int PLENTY = 10_000;

  private final Random random;
  private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
  private final LogTwin log;
  private final List<TestLoop> loops;
  private final RunWatcher watches;
  private final List<ScriptedWatcher> watchers = new ArrayList<>();
  private final boolean lossless;
  private int unwritten;

  /// @param tailLoss probability that the tail fails to hear an event
  WatchScenario(long seed, double tailLoss) {
    random = new Random(seed);
    lossless = tailLoss == 0;
    log = new LogTwin(random, timer, tailLoss);
    loops = Stream.generate(TestLoop::new).limit(1 + random.nextInt(3)).toList();
    watches =
        new RunWatcher(
            log, log, settings(), new SimpleMeterRegistry(), timer, List.<Executor>copyOf(loops));
    watches.start();
    unwritten = 1 + random.nextInt(30);
  }

  private WatchSettings settings() {
    return new WatchSettings(
        1 + random.nextInt(8),
        DataSize.ofBytes(500L * (1 + random.nextInt(20))),
        1 + random.nextInt(5),
        Duration.ofMillis(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(75),
        new WatchSettings.Kept(
            1 + random.nextInt(12),
            DataSize.ofBytes(400L * (1 + random.nextInt(12))),
            Duration.ofMillis(random.nextInt(30))));
  }

  /// Plays until every watcher has seen the end, or has left.
  List<ScriptedWatcher> play() {
    steps(random.nextInt(40));
    if (watchers.isEmpty() && random.nextBoolean()) {
      log.tailFromHere();
    }
    attach();
    for (int step = 0; step < STEPS && !isOver(); step++) {
      step();
      watchers.forEach(watcher -> watcher.want(random.nextInt(3)));
    }
    timer.advanceTimeBy(Duration.ofSeconds(1));
    settle();
    timer.advanceTimeBy(Duration.ofSeconds(1));
    settle();
    return watchers;
  }

  long lastSeq() {
    return log.lastSeq();
  }

  int listening() {
    return log.listening();
  }

  int open() {
    return watches.count();
  }

  private void settle() {
    for (int round = 0; round < 5; round++) {
      loops.forEach(TestLoop::run);
      log.tail(Integer.MAX_VALUE);
    }
  }

  private boolean isOver() {
    return unwritten == 0 && log.isDrained() && watchers.stream().allMatch(ScriptedWatcher::isOver);
  }

  private void steps(int many) {
    for (int step = 0; step < many; step++) {
      step();
    }
  }

  private void step() {
    if (lossless && random.nextInt(QUIET_ONCE_IN) == 0) {
      proveThatNobodyWaitsForMore();
    }
    switch (random.nextInt(8)) {
      case 0 -> write();
      case 1 -> log.project(random.nextInt(4));
      case 2 -> log.tail(random.nextInt(4));
      case 3 -> log.append(LogTwin.OTHER, "run.created");
      case 4 -> comeOrGo();
      case 5, 6 -> loops.get(random.nextInt(loops.size())).run(1 + random.nextInt(6));
      default -> timer.advanceTimeBy(Duration.ofMillis(1 + random.nextInt(6)));
    }
  }

  /// In a quiet moment all have heard all, without a later event that would tell of those before.
  private void proveThatNobodyWaitsForMore() {
    for (int round = 0; round < ROUNDS; round++) {
      log.project(PLENTY);
      log.tail(PLENTY);
      loops.forEach(TestLoop::run);
      timer.advanceTimeBy(Duration.ofMillis(20));
      watchers.forEach(watcher -> watcher.want(PLENTY));
    }
    assertThat(watchers)
        .filteredOn(watcher -> !watcher.hasLeft())
        .allSatisfy(watcher -> assertThat(watcher.reached()).isEqualTo(log.lastSeq()));
  }

  private void write() {
    if (unwritten > 0) {
      unwritten--;
      log.append(LogTwin.RUN, unwritten == 0 ? "run.completed" : "assistant.delta");
    }
  }

  private void comeOrGo() {
    if (random.nextInt(4) == 0 && !watchers.isEmpty()) {
      watchers.get(random.nextInt(watchers.size())).leave();
    } else if (watchers.size() < MOST_WATCHERS && random.nextInt(3) == 0) {
      attach();
    }
  }

  private void attach() {
    long after = random.nextInt((int) log.lastSeq() + 1);
    watchers.add(new ScriptedWatcher(watches, after, random.nextBoolean()));
  }
}
