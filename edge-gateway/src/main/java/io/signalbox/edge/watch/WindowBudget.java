package io.signalbox.edge.watch;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What the windows of all runs may take together. When it is too much, the run that was silent for
/// the longest gives its oldest events away first.
final class WindowBudget {
  private final long most;
  private final AtomicLong held = new AtomicLong();
  private final SequencedSet<RunHub> longestSilentFirst = new LinkedHashSet<>();

  /// @param most bytes
  WindowBudget(long most) {
    this.most = most;
  }

  /// Bytes that are kept now, about.
  long held() {
    return held.get();
  }

  /// Whether something can be kept that nobody needs right now.
  boolean hasRoomFor(long bytes) {
    return held.get() + bytes <= most;
  }

  void changed(long bytes) {
    held.addAndGet(bytes);
  }

  /// A run has spoken. Not to be called under its lock, as others may have to give way.
  void spoke(RunHub hub) {
    synchronized (longestSilentFirst) {
      longestSilentFirst.remove(hub);
      longestSilentFirst.add(hub);
    }
    long excess = held.get() - most;
    while (excess > 0) {
      RunHub silent = longestSilent();
      if (silent == null) {
        return;
      }
      if (!silent.giveAway(excess)) {
        closed(silent);
      }
      excess = held.get() - most;
    }
  }

  /// A run keeps nothing any more.
  void closed(RunHub hub) {
    synchronized (longestSilentFirst) {
      longestSilentFirst.remove(hub);
    }
  }

  private @Nullable RunHub longestSilent() {
    synchronized (longestSilentFirst) {
      return longestSilentFirst.isEmpty() ? null : longestSilentFirst.getFirst();
    }
  }
}
