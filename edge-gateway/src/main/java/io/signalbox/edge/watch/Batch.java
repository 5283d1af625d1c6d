package io.signalbox.edge.watch;

import java.util.List;

/// Events of one run in a row. Watchers that stand at the same place get the same instance, so that
/// what is made of it can be shared, too.
///
/// @param after seq that the first event comes after
/// @param frames one or more where they are handed over; the last of them may be terminal
public record Batch(long after, List<RunEventFrame> frames) {
  public Batch {
    frames = List.copyOf(frames);
  }

  /// Events in a row up to, and with, the first that is terminal.
  static Batch upToEnd(long after, List<RunEventFrame> frames) {
    int size = 0;
    while (size < frames.size() && !frames.get(size++).isTerminal()) {}
    return new Batch(after, frames.subList(0, size));
  }

  /// How many.
  public int size() {
    return frames.size();
  }

  /// The last one.
  public RunEventFrame last() {
    return frames.getLast();
  }

  /// The first ones.
  Batch first(int most) {
    return most >= size() ? this : new Batch(after, frames.subList(0, most));
  }

  /// What comes after the first ones; at least one.
  Batch without(int first) {
    return new Batch(frames.get(first - 1).seq(), frames.subList(first, size()));
  }
}
