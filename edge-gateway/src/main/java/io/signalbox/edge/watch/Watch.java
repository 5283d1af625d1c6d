package io.signalbox.edge.watch;

import io.signalbox.edge.watch.RunHistory.Deleted;
import io.signalbox.edge.watch.RunHistory.Head;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// One watch of one run, in order and without gap or repeat.
///
/// ```
/// AWAKE:   hands over what its source has, as long as the outlet has room
///   -> ASKING:  a page of history is under way, as the source does not have what comes next
///   -> PAUSING: history does not have it either yet, and is asked again after a while
///   -> OVER:    after the run's last event, or early
/// ```
///
/// Only the event with the seq that follows the last one is ever handed over; the source alone says
/// whether to wait for it or to ask for it. It keeps no queue: what waits for a slow watcher is in
/// the source, and how much that is tells whether the watcher is too slow.
///
/// Lives on its loop, except [#wake] and [#leave].
public final class Watch {
  private static final int MOST_DOUBLINGS = 4;

  private enum Phase {
    AWAKE,
    ASKING,
    PAUSING,
    OVER
  }

  /// What a watch needs of its surroundings.
  ///
  /// @param ended is told once, and why
  record Terms(
      RunHubs.Key key, Reads reads, WatchSettings settings, Executor loop, Consumer<Ended> ended) {}

  /// How a watch has ended.
  ///
  /// @param reason one word
  record Ended(Watch watch, String reason) {}

  private final Terms terms;
  private final Outlet outlet;
  private final Source source;
  private @Nullable Group group;
  private int place;
  private long last;
  private @Nullable Batch rest;
  private boolean live;
  private int idleRounds;
  private int pauses;
  private Phase phase = Phase.AWAKE;

  /// @param after seq to begin after
  Watch(Terms terms, Source source, long after, Outlet outlet) {
    this.terms = terms;
    this.source = source;
    this.last = after;
    this.outlet = outlet;
  }

  /// Begins, in a group if its source has news.
  void begin(@Nullable Group joined) {
    if (phase != Phase.OVER) {
      group = joined;
      if (joined != null) {
        place = joined.join(this);
      }
      run();
    }
  }

  void stand(int newPlace) {
    place = newPlace;
  }

  /// The outlet has room again.
  public void wake() {
    terms.loop().execute(this::run);
  }

  /// The watcher has left; nothing more is handed over, once this is done on the loop.
  public void leave() {
    terms.loop().execute(() -> over("watcher_left"));
  }

  /// Goes on as far as it can. An outlet that breaks ends its own watch only.
  void run() {
    try {
      advance();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void advance() {
    boolean moved = false;
    while (phase != Phase.ASKING && phase != Phase.OVER && outlet.room() > 0 && step()) {
      moved = true;
    }
    if (moved && phase != Phase.OVER) {
      outlet.flush();
    }
    if (phase != Phase.OVER) {
      checkPace();
    }
  }

  /// @return whether something was handed over and more may follow
  private boolean step() {
    Batch waiting = rest;
    if (waiting != null) {
      handOn(waiting);
      return true;
    }
    return switch (source.after(last, outlet.room())) {
      case Step.Next next -> {
        phase = Phase.AWAKE;
        handOver(next.batch());
        yield true;
      }
      case Step.CaughtUp _ -> {
        phase = Phase.AWAKE;
        live = true;
        yield false;
      }
      case Step.AskHistory _ -> {
        if (phase != Phase.PAUSING) {
          ask();
        }
        yield false;
      }
      case Step.Over _ -> {
        complete();
        yield false;
      }
      case Step.Beyond beyond -> {
        fail(new CursorBeyondEndException(terms.key().runId(), last, beyond.lastSeq()));
        yield false;
      }
      case Step.Broken broken -> {
        fail(broken.cause());
        yield false;
      }
    };
  }

  private void handOn(Batch waiting) {
    int room = outlet.room();
    rest = room < waiting.size() ? waiting.without(room) : null;
    handOver(waiting.first(room));
  }

  private void handOver(Batch batch) {
    last = batch.last().seq();
    idleRounds = 0;
    outlet.next(batch);
    if (batch.last().isTerminal()) {
      complete();
    }
  }

  /// Once a watcher has caught up, no more than so much may wait for it.
  private void checkPace() {
    if (!live) {
      live = rest == null && source.isCaughtUp(last);
    } else if (outlet.room() == 0 && source.isTooMuchAfter(last)) {
      fail(WatchEndedException.slow(terms.settings()));
    }
  }

  private void ask() {
    RunHubs.Key key = terms.key();
    answer(terms.reads().page(key.tenant(), key.runId(), last), this::shown);
  }

  private <T> void answer(Mono<T> question, Consumer<T> then) {
    phase = Phase.ASKING;
    question.subscribe(
        answer -> terms.loop().execute(() -> taken(answer, then)),
        failure -> terms.loop().execute(() -> fail(failure)));
  }

  private <T> void taken(T answer, Consumer<T> then) {
    if (phase != Phase.OVER) {
      phase = Phase.AWAKE;
      then.accept(answer);
    }
  }

  private void shown(Batch page) {
    if (page.size() == 0) {
      RunHubs.Key key = terms.key();
      answer(terms.reads().head(key.tenant(), key.runId()), this::stands);
      return;
    }
    source.shown(page);
    rest = page;
    if (!terms.reads().isFull(page)) {
      pause(); // unless the source knows what comes next
    }
    run();
  }

  private void stands(Optional<Head> head) {
    if (head.isEmpty()) {
      RunHubs.Key key = terms.key();
      answer(terms.reads().deleted(key.tenant(), key.runId()), this::removed);
    } else {
      stands(head.get());
    }
  }

  private void stands(Head head) {
    if (last < head.oldest() - 1 || (head.lastSeq() > last && head.stored() == 0)) {
      fail(WatchEndedException.trimmed(last, head.oldest()));
    } else if (head.finished() && last > head.lastSeq()) {
      fail(new CursorBeyondEndException(terms.key().runId(), last, head.lastSeq()));
    } else if (head.finished() && last == head.lastSeq()) {
      complete();
    } else {
      pause();
      run();
    }
  }

  private void removed(Optional<Deleted> deleted) {
    String runId = terms.key().runId();
    if (deleted.isEmpty()) {
      fail(new NoSuchRunException(runId));
    } else {
      rest = new Batch(last, List.of(RunEventFrame.deletion(runId, deleted.get())));
      run();
    }
  }

  /// Looks less and less often while history stands still, so that a read side which lags is not
  /// held up further by those who wait for it.
  private void pause() {
    phase = Phase.PAUSING;
    int ticket = ++pauses;
    long delay = terms.settings().lookAgain().toMillis() << idleRounds;
    idleRounds = Math.min(idleRounds + 1, MOST_DOUBLINGS);
    terms
        .reads()
        .timer()
        .schedule(
            () -> terms.loop().execute(() -> lookAgain(ticket)), delay, TimeUnit.MILLISECONDS);
  }

  private void lookAgain(int ticket) {
    if (phase == Phase.PAUSING && ticket == pauses) {
      phase = Phase.AWAKE;
      run();
    }
  }

  private void complete() {
    if (phase != Phase.OVER) {
      outlet.flush();
      over("run_finished");
      outlet.completed();
    }
  }

  /// Ends early, from any thread.
  void end(Throwable cause) {
    terms.loop().execute(() -> fail(cause));
  }

  private void fail(Throwable cause) {
    if (phase != Phase.OVER) {
      over(WatchEndedException.reasonOf(cause));
      outlet.failed(cause);
    }
  }

  private void over(String reason) {
    if (phase != Phase.OVER) {
      phase = Phase.OVER;
      rest = null;
      if (group != null) {
        group.leave(place);
      }
      terms.ended().accept(new Ended(this, reason));
    }
  }
}
