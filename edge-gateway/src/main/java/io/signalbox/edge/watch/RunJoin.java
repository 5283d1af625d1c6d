package io.signalbox.edge.watch;

import io.signalbox.edge.watch.RunHistory.Head;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// One watch of one run, in order and without gap or repeat.
///
/// ```
/// attach to the tail at the position of history
///   -> READING: pages of history, until it is complete up to where the tail began to listen
///   -> LIVE:    what the tail heard since; at a hole, history again until both meet
///   -> ENDED:   after the run's last event
/// ```
///
/// The position of history is read before its pages, so a page shows at least what the position
/// promises; and the tail starts at or before the barrier. So each event is in one or in both, and
/// `last` decides. Where a run is deleted meanwhile, nothing is left that could fill a hole: its
/// deletion is the next and last that a watcher hears.
final class RunJoin {
  private static final int MOST_DOUBLINGS = 4;

  private enum Phase {
    READING,
    LIVE,
    ENDED
  }

  /// What a join reads from.
  record Sources(RunHistory history, LiveRuns live, WatchSettings settings, Scheduler timer) {}

  private final Sources sources;
  private final String tenant;
  private final String runId;
  private final Inbox inbox;
  private long last;
  private boolean full;
  private boolean there = true;
  private int idleRounds;
  private Phase phase = Phase.READING;

  /// @param after seq to begin after
  RunJoin(Sources sources, String tenant, String runId, long after) {
    this.sources = sources;
    this.tenant = tenant;
    this.runId = runId;
    this.inbox = new Inbox(sources.settings().buffer());
    this.last = after;
  }

  /// The events of a run that goes on. To be subscribed to once.
  Flux<RunEventFrame> followed() {
    int partition = sources.live().partition(runId);
    Mono<Long> complete = sources.history().nextOffset(partition);
    return complete
        .flatMap(from -> Mono.fromFuture(() -> attach(from), true))
        .thenMany(untilCaughtUp(complete))
        .concatWith(Flux.defer(this::live))
        .takeUntil(RunEventFrame::isTerminal)
        .doFinally(_ -> inbox.close());
  }

  /// The events of a run that is finished: history has them all. To be subscribed to once.
  Flux<RunEventFrame> replayed() {
    return untilCaughtUp(Mono.just(Long.MAX_VALUE)).takeUntil(RunEventFrame::isTerminal);
  }

  private CompletableFuture<Inbox> attach(long from) {
    return sources.live().attach(runId, from, inbox).thenApply(inbox::attached);
  }

  private Flux<RunEventFrame> untilCaughtUp(Mono<Long> complete) {
    return complete
        .flatMapMany(
            offset -> Flux.concat(page(), Flux.defer(() -> full ? Mono.empty() : settle(offset))))
        .repeatWhen(rounds ->
            rounds.takeWhile(_ -> phase == Phase.READING).concatMap(this::beforeNextRound));
  }

  /// Looks less and less often while history stands still, so that a read side which lags is not
  /// held up further by those who wait for it.
  private Mono<Long> beforeNextRound(long emitted) {
    if (emitted >= sources.settings().page()) {
      return Mono.just(emitted);
    }
    idleRounds = emitted > 0 ? 0 : Math.min(idleRounds + 1, MOST_DOUBLINGS);
    return Mono.delay(
        sources.settings().lookAgain().multipliedBy(1L << idleRounds), sources.timer());
  }

  private Flux<RunEventFrame> page() {
    return sources
        .history()
        .page(tenant, runId, last, sources.settings().page())
        .flatMapIterable(this::withoutHole)
        .doOnNext(frame -> last = frame.seq());
  }

  private List<RunEventFrame> withoutHole(List<RunEventFrame> page) {
    long expected = last;
    for (RunEventFrame frame : page) {
      expected++;
      if (frame.seq() != expected) {
        throw WatchEndedException.trimmed(expected - 1, frame.seq());
      }
    }
    full = page.size() == sources.settings().page();
    return page;
  }

  /// Decides, after a page that was not full, whether history has done its part.
  private Mono<RunEventFrame> settle(long complete) {
    return standing(head -> settle(complete, head));
  }

  /// Looks where the run stands, also while the watcher wants no event; emits one only where
  /// history has the run no more, which is its end.
  private Mono<RunEventFrame> standing(Consumer<Head> check) {
    return sources
        .history()
        .head(tenant, runId)
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .doOnNext(head -> {
          there = head.isPresent();
          head.ifPresent(check);
        })
        .then(Mono.defer(() -> there ? Mono.empty() : removed()));
  }

  private Mono<RunEventFrame> removed() {
    return sources
        .history()
        .deleted(tenant, runId)
        .switchIfEmpty(Mono.error(() -> new NoSuchRunException(runId)))
        .doOnNext(_ -> phase = Phase.ENDED)
        .map(deleted -> RunEventFrame.deletion(runId, deleted));
  }

  private void settle(long complete, Head head) {
    checkKept(head);
    if (head.finished() && last > head.lastSeq()) {
      throw new CursorBeyondEndException(runId, last, head.lastSeq());
    }
    if (head.finished()) {
      phase = last == head.lastSeq() ? Phase.ENDED : Phase.READING;
    } else {
      phase = inbox.goLive(complete) ? Phase.LIVE : Phase.READING;
    }
  }

  private void checkKept(Head head) {
    head.checkKept(last);
    if (head.lastSeq() > last && head.stored() == 0) {
      throw WatchEndedException.trimmed(last, head.oldest());
    }
  }

  private Flux<RunEventFrame> live() {
    return phase == Phase.LIVE ? inbox.frames().concatMap(this::inOrder, 1) : Flux.empty();
  }

  private Flux<RunEventFrame> inOrder(RunEventFrame frame) {
    if (frame.seq() == last + 1 || (frame.isDeletion() && frame.seq() > last)) {
      last = frame.seq();
      return Flux.just(frame);
    }
    if (frame.seq() > last) {
      return Flux.concat(hole(frame.seq()), Flux.defer(() -> inOrder(frame)));
    }
    if (frame.isTerminal()) {
      return endBefore(frame);
    }
    return Flux.empty();
  }

  private Flux<RunEventFrame> endBefore(RunEventFrame end) {
    if (end.seq() < last) {
      return Flux.error(new CursorBeyondEndException(runId, last, end.seq()));
    }
    inbox.complete();
    return Flux.empty();
  }

  /// The events before `seq` that the tail did not hear, from history.
  private Flux<RunEventFrame> hole(long seq) {
    return Flux.defer(() ->
            Flux.concat(page(), Flux.defer(() -> full ? Mono.empty() : standing(this::checkKept))))
        .takeUntil(frame -> frame.seq() == seq - 1)
        .repeatWhen(
            rounds -> rounds.takeWhile(_ -> last < seq - 1).concatMap(this::beforeNextRound));
  }
}
