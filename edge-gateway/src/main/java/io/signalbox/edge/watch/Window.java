package io.signalbox.edge.watch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest events of one run, without a hole. Not for several threads at once.
final class Window {
  private static final int SMALLEST = 16;

  private final int most;
  private @Nullable RunEventFrame[] ring = new RunEventFrame[SMALLEST];
  private long first = 1;
  private int size;
  private long bytes;

  /// @param most how many events are kept
  Window(int most) {
    this.most = most;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Seq of the oldest event.
  long first() {
    return first;
  }

  /// Seq of the newest event; one less than [#first] when there is none.
  long last() {
    return first + size - 1;
  }

  boolean has(long seq) {
    return seq >= first && seq <= last();
  }

  /// Memory that the events take, about.
  long bytes() {
    return bytes;
  }

  /// Takes the event that comes next. Where it leaves a hole, what was before goes.
  void add(RunEventFrame frame) {
    if (frame.seq() != last() + 1) {
      clear();
      first = frame.seq();
    } else if (size == most) {
      removeFirst();
    }
    put(frame);
  }

  /// Takes an event before the first, if there is room for it.
  boolean addBefore(RunEventFrame frame) {
    if (size == most || frame.seq() != first - 1) {
      return false;
    }
    first--;
    put(frame);
    return true;
  }

  void removeFirst() {
    RunEventFrame gone = at(first);
    ring[index(first)] = null;
    bytes -= gone.weight();
    first++;
    size--;
  }

  void clear() {
    while (size > 0) {
      removeFirst();
    }
  }

  /// Events after a seq, if the first of them is here.
  ///
  /// @param events how many at most
  /// @param weight no more once they weigh so much
  List<RunEventFrame> after(long seq, int events, long weight) {
    List<RunEventFrame> found = new ArrayList<>();
    long taken = 0;
    for (long next = seq + 1; has(next) && found.size() < events && taken < weight; next++) {
      RunEventFrame frame = at(next);
      found.add(frame);
      taken += frame.weight();
    }
    return found;
  }

  /// Whether the events after a seq weigh more than this.
  boolean isHeavierAfter(long seq, long weight) {
    if (bytes <= weight) {
      return false;
    }
    long sum = 0;
    for (long each = last(); each >= first && each > seq && sum <= weight; each--) {
      sum += at(each).weight();
    }
    return sum > weight;
  }

  private void put(RunEventFrame frame) {
    if (size == ring.length) {
      grow();
    }
    ring[index(frame.seq())] = frame;
    bytes += frame.weight();
    size++;
  }

  private void grow() {
    @Nullable RunEventFrame[] old = ring;
    ring = new RunEventFrame[old.length * 2];
    for (RunEventFrame frame : old) {
      if (frame != null) {
        ring[index(frame.seq())] = frame;
      }
    }
  }

  private RunEventFrame at(long seq) {
    RunEventFrame frame = ring[index(seq)];
    if (frame == null) {
      throw new IllegalStateException("Expected event %d to be kept, but it is not".formatted(seq));
    }
    return frame;
  }

  private int index(long seq) {
    return (int) seq & (ring.length - 1);
  }
}
