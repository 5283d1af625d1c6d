package io.signalbox.edge.watch;

import io.signalbox.edge.watch.LiveRuns.Attachment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// One run that somebody here watches: its newest events, for all its watchers.
///
/// Everything hangs on one number, `known`: whatever comes after this seq is heard from the tail.
/// It is known once
/// - the tail has heard an event of the run: what follows in the run follows in the log; or
/// - history is complete up to where the tail began to listen, and tells, after that, where the run
///   stands. What history does not have then comes later in the log than the tail began.
///
/// A watcher that stands at `known` or after it needs only wait; before it, what the window does
/// not have is in history, or will be. So it does not matter what the window forgets.
final class RunHub implements Source, LiveRuns.Listener {
  private static final long UNKNOWN = -1;
  private static final int MOST_DOUBLINGS = 4;
  private static final int LARGEST_BATCH = 256;
  private static final int HEAVIEST_BATCH = 128 * 1024;

  /// What all hubs share.
  record Shared(LiveRuns live, Reads reads, WatchSettings settings, WindowBudget budget) {}

  private final Shared shared;
  private final RunHubs.Key key;
  private final Map<Executor, Group> groups = new ConcurrentHashMap<>();
  private final Window window;
  private final Disposable.Composite opening = Disposables.composite();
  private volatile long known = UNKNOWN;
  private volatile @Nullable RunEventFrame end;
  private volatile Step.@Nullable Next latest;
  private volatile @Nullable Throwable broken;
  private @Nullable Attachment attachment;
  private volatile boolean closed;

  RunHub(Shared shared, RunHubs.Key key) {
    this.shared = shared;
    this.key = key;
    this.window = new Window(shared.settings().window().events());
  }

  /// Begins to listen.
  void begin() {
    int partition = shared.live().partition(key.runId());
    opening.add(
        shared
            .reads()
            .nextOffset(partition)
            .subscribe(from -> attach(partition, from), this::broke));
  }

  private void attach(int partition, long from) {
    var _ =
        shared
            .live()
            .attach(key.runId(), from, this)
            .whenComplete((place, failure) -> {
              if (failure != null) {
                broke(failure);
              } else if (attached(place)) {
                opening.add(
                    settled(partition, from, place.barrier()).subscribe(this::settle, this::broke));
              }
            });
  }

  private synchronized boolean attached(Attachment place) {
    attachment = place;
    if (closed) {
      place.detach().run();
    }
    return !closed;
  }

  /// Where the run stands once history is complete up to the barrier. The order matters: position
  /// first, then the run.
  private Mono<Long> settled(int partition, long from, long barrier) {
    Flux<Long> positions =
        shared
            .reads()
            .nextOffset(partition)
            .repeatWhen(rounds -> rounds.index().concatMap(round -> pause(round.getT1())));
    return Flux.concat(Mono.just(from), positions)
        .filter(position -> position >= barrier)
        .next()
        .flatMap(_ -> shared.reads().headNow(key.tenant(), key.runId()))
        .map(RunHistory.Head::lastSeq);
  }

  private Mono<Long> pause(long round) {
    Duration first = shared.settings().lookAgain();
    return Mono.delay(
        first.multipliedBy(1L << Math.min(round, MOST_DOUBLINGS)), shared.reads().timer());
  }

  private void settle(long lastSeq) {
    synchronized (this) {
      known = Math.max(known, lastSeq);
    }
    tell();
  }

  @Override
  public void next(long offset, RunEventFrame frame) {
    if (add(frame)) {
      shared.budget().spoke(this);
      if (closed) {
        shared.budget().closed(this); // meanwhile
      }
      tell();
    }
  }

  private synchronized boolean add(RunEventFrame frame) {
    if (closed) {
      return false;
    }
    if (frame.isTerminal() && (end == null || frame.isDeletion())) {
      end = frame;
    }
    if (window.isEmpty() || frame.seq() > window.last()) {
      long before = window.bytes();
      window.add(frame);
      shared.budget().changed(window.bytes() - before);
      latest = null;
    }
    known = Math.max(known, frame.seq());
    return true;
  }

  @Override
  public void failed(RuntimeException cause) {
    broke(cause);
  }

  private void broke(Throwable cause) {
    broken = cause;
    tell();
  }

  private void tell() {
    groups.values().forEach(Group::tell);
  }

  /// The watches on a loop.
  Group group(Executor loop) {
    return groups.computeIfAbsent(loop, Group::new);
  }

  /// Seq after which every event is heard; negative while nobody can tell.
  long known() {
    return known;
  }

  /// The run's last event, once heard.
  @Nullable RunEventFrame end() {
    return end;
  }

  boolean isBroken() {
    return broken != null;
  }

  @Override
  public boolean isCaughtUp(long seq) {
    long heard = known;
    return heard != UNKNOWN && seq >= heard;
  }

  @Override
  public synchronized boolean isTooMuchAfter(long seq) {
    WatchSettings settings = shared.settings();
    return known - seq > settings.buffer()
        || window.isHeavierAfter(seq, settings.bufferBytes().toBytes());
  }

  @Override
  public Step after(long seq, int most) {
    Step.Next next = latest;
    if (next != null && next.batch().after() == seq && next.batch().size() <= most) {
      return next;
    }
    if (end == null && broken == null && isCaughtUp(seq)) {
      return CAUGHT_UP; // without the lock, as all watchers of all loops ask this after each event
    }
    return look(seq, most);
  }

  private synchronized Step look(long seq, int most) {
    if (window.has(seq + 1)) {
      Step.Next next =
          new Step.Next(
              Batch.upToEnd(seq, window.after(seq, Math.min(most, LARGEST_BATCH), HEAVIEST_BATCH)));
      if (most >= LARGEST_BATCH) {
        latest = next; // of use to others, too
      }
      return next;
    }
    Throwable cause = broken;
    if (cause != null) {
      return new Step.Broken(cause);
    }
    RunEventFrame over = end;
    if (over != null) {
      return atEnd(seq, over);
    }
    return isCaughtUp(seq) ? CAUGHT_UP : ASK_HISTORY;
  }

  /// Where a run is deleted, nothing is left that could fill a hole before that.
  private static Step atEnd(long seq, RunEventFrame over) {
    if (seq > over.seq()) {
      return new Step.Beyond(over.seq());
    }
    if (seq == over.seq()) {
      return OVER;
    }
    return over.isDeletion() ? new Step.Next(new Batch(seq, List.of(over))) : ASK_HISTORY;
  }

  /// Keeps what history has shown if it joins what is here, and nothing has to go for it.
  @Override
  public synchronized void shown(Batch page) {
    if (known == UNKNOWN || closed) {
      return;
    }
    long before = window.bytes();
    if (window.isEmpty() && page.last().seq() >= known) {
      known = page.last().seq();
      window.add(page.last());
    }
    int index = (int) (window.first() - 2 - page.after());
    while (index >= 0
        && index < page.size()
        && shared.budget().hasRoomFor(page.frames().get(index).weight() + window.bytes() - before)
        && window.addBefore(page.frames().get(index))) {
      index--;
    }
    shared.budget().changed(window.bytes() - before);
  }

  /// Forgets the oldest events.
  ///
  /// @return whether something is left
  synchronized boolean giveAway(long bytes) {
    long before = window.bytes();
    while (!window.isEmpty() && before - window.bytes() < bytes) {
      window.removeFirst();
    }
    latest = null;
    shared.budget().changed(window.bytes() - before);
    return !window.isEmpty();
  }

  /// Nobody watches any more.
  void close() {
    opening.dispose();
    synchronized (this) {
      closed = true;
      shared.budget().changed(-window.bytes());
      window.clear();
      latest = null;
      if (attachment != null) {
        attachment.detach().run();
      }
    }
    shared.budget().closed(this);
  }
}
