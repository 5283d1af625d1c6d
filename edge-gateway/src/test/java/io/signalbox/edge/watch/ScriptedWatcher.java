package io.signalbox.edge.watch;

import io.signalbox.edge.watch.WatchEndedException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/// One watcher of the run in a scenario. It comes back where it was when it was too slow.
final class ScriptedWatcher {
  private final RunWatcher watches;
  private final long after;
  private final boolean greedy;
  private final List<Long> seqs = new ArrayList<>();
  private @Nullable Reading reading;
  private @Nullable Throwable failure;
  private boolean complete;
  private boolean left;
  private boolean slow;

  /// @param greedy takes all at once, rather than a few at a time
  ScriptedWatcher(RunWatcher watches, long after, boolean greedy) {
    this.watches = watches;
    this.after = after;
    this.greedy = greedy;
    open();
  }

  private void open() {
    watches
        .watch("tenant", LogTwin.RUN, new Cursor.After(reached()))
        .subscribe(this::read, cause -> failure = cause);
  }

  private void read(Flux<RunEventFrame> frames) {
    if (!left) {
      Reading begun = new Reading();
      reading = begun;
      frames.subscribe(begun);
    }
  }

  void want(int more) {
    Reading current = reading;
    if (!greedy && more > 0 && current != null && !isOver()) {
      current.request(more);
    }
  }

  void leave() {
    left = true;
    if (reading != null) {
      reading.cancel();
    }
  }

  boolean isOver() {
    return complete || left || failure != null;
  }

  boolean isComplete() {
    return complete;
  }

  boolean hasLeft() {
    return left;
  }

  boolean wasTooSlow() {
    return slow;
  }

  boolean isGreedy() {
    return greedy;
  }

  long after() {
    return after;
  }

  List<Long> seqs() {
    return seqs;
  }

  long reached() {
    return seqs.isEmpty() ? after : seqs.getLast();
  }

  @Override
  public String toString() {
    return "watcher after %d, failure %s".formatted(after, failure);
  }

  private final class Reading extends BaseSubscriber<RunEventFrame> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(greedy ? Long.MAX_VALUE : 1);
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
      if (cause instanceof WatchEndedException ended && ended.reason() == Reason.SLOW_CONSUMER) {
        slow = true;
        open();
      } else {
        failure = cause;
      }
    }
  }
}
