package io.signalbox.edge.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// One partition of the log in memory, with a view that follows it and a tail that reads it, each
/// at its own pace. Answers of the view take their time, before and after they are made up.
final class LogTwin implements RunHistory, LiveRuns {
  static final String RUN = "run";
  static final String OTHER = "other";
  private static final int SLOWEST_MS = 4;

  record Entry(long offset, RunEventFrame frame) {}

  private final List<Entry> log = new ArrayList<>();
  private final Queue<Runnable> tailActions = new ArrayDeque<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final Random random;
  private final Scheduler timer;
  private final double tailLoss;
  private int projected;
  private int tailed = -1;
  private long tailOffset;
  private long end;
  private long seq;
  private int trimmedBelow;
  private boolean deleted;
  private boolean away;
  private int asked;

  /// @param tailLoss probability that the tail fails to hear an event
  LogTwin(Random random, Scheduler timer, double tailLoss) {
    this.random = random;
    this.timer = timer;
    this.tailLoss = tailLoss;
  }

  void append(String runId, String type) {
    end += random.nextInt(3); // markers of transactions take offsets, too
    long next = runId.equals(RUN) ? ++seq : 1;
    log.add(new Entry(end++, new RunEventFrame(runId, next, type, Instant.EPOCH, "{}")));
  }

  long lastSeq() {
    return seq;
  }

  /// Somebody else here listens to the partition already, from its end.
  void tailFromHere() {
    tailed = log.size();
    tailOffset = tailed == 0 ? 0 : log.getLast().offset() + 1;
  }

  void trimBelow(int firstSeq) {
    trimmedBelow = firstSeq;
  }

  /// The view has the run no more, and nobody has heard why.
  void delete() {
    deleted = true;
    trimmedBelow = Integer.MAX_VALUE;
  }

  void away(boolean isAway) {
    away = isAway;
  }

  /// How many questions the view was asked.
  int asked() {
    return asked;
  }

  void project(int most) {
    projected = Math.min(log.size(), projected + most);
  }

  void tail(int most) {
    while (!tailActions.isEmpty()) {
      tailActions.remove().run();
    }
    for (int step = 0; step < most && tailed >= 0 && tailed < log.size(); step++) {
      Entry entry = log.get(tailed++);
      tailOffset = entry.offset() + 1;
      if (entry.frame().runId().equals(RUN)
          && (entry.frame().isTerminal() || random.nextDouble() >= tailLoss)) {
        List.copyOf(listeners).forEach(each -> each.next(entry.offset(), entry.frame()));
      }
    }
  }

  boolean isDrained() {
    return projected == log.size() && tailActions.isEmpty() && (tailed < 0 || tailed == log.size());
  }

  int listening() {
    return listeners.size();
  }

  @Override
  public int partition(String runId) {
    return 0;
  }

  @Override
  public CompletableFuture<Attachment> attach(String runId, long from, Listener listener) {
    CompletableFuture<Attachment> attached = new CompletableFuture<>();
    tailActions.add(() -> {
      if (tailed < 0) {
        tailed = (int) log.stream().filter(entry -> entry.offset() < from).count();
        tailOffset = from;
      }
      listeners.add(listener);
      attached.complete(
          new Attachment(tailOffset, () -> tailActions.add(() -> listeners.remove(listener))));
    });
    return attached;
  }

  @Override
  public Mono<Long> nextOffset(int partition) {
    return later(() -> projected == 0 ? 0L : log.get(projected - 1).offset() + 1);
  }

  @Override
  public Mono<List<RunEventFrame>> page(String tenant, String runId, long after, int limit) {
    return later(
        () -> stored().stream().filter(frame -> frame.seq() > after).limit(limit).toList());
  }

  @Override
  public Mono<Head> head(String tenant, String runId) {
    return later(
            () -> {
              List<RunEventFrame> stored = stored();
              @Nullable RunEventFrame last = stored.isEmpty() ? null : stored.getLast();
              return last == null
                  ? new Head(0, 0, Math.max(1, trimmedBelow), false)
                  : new Head(last.seq(), last.seq(), Math.max(1, trimmedBelow), last.isTerminal());
            })
        .filter(_ -> !deleted);
  }

  @Override
  public Mono<Deleted> deleted(String tenant, String runId) {
    return later(() -> new Deleted(seq + 1, Instant.EPOCH)).filter(_ -> deleted);
  }

  private List<RunEventFrame> stored() {
    return log.subList(0, projected).stream()
        .map(Entry::frame)
        .filter(frame -> frame.runId().equals(RUN) && frame.seq() >= trimmedBelow)
        .toList();
  }

  private <T> Mono<T> later(Supplier<T> answer) {
    return Mono.defer(() -> {
      asked++;
      return away
          ? Mono.error(new DataAccessResourceFailureException("away"))
          : Mono.delay(pause(), timer).map(_ -> answer.get()).delayElement(pause(), timer);
    });
  }

  private Duration pause() {
    return Duration.ofMillis(random.nextInt(SLOWEST_MS));
  }
}
