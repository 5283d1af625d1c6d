package io.signalbox.benchmarks.edge.watchers;

import java.util.Arrays;

/// What the watchers of one thread received in a round. Written by that thread only; others may ask
/// for the count, and for the rest while nothing is written.
final class Receipts {
  static final int BUCKET_MICROS = 50;
  private static final int BUCKETS = 600_000; // 30 s

  private final int[] latencies = new int[BUCKETS];
  private int round;
  private volatile long count;
  private long first;
  private long last;
  private long disorder;
  private volatile long broken;

  /// Counts events of this round from now on.
  void begin(int next) {
    round = next;
    Arrays.fill(latencies, 0);
    first = 0;
    last = 0;
    disorder = 0;
    count = 0;
  }

  /// An event came.
  ///
  /// @param before the mark of the event before it on the same connection
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void seen(long mark, long before, long now) {
    if (Long.compareUnsigned(mark, before) < 0) {
      disorder++;
    }
    if (Mark.round(mark) == round) {
      long bucket = (now - Mark.micros(mark)) / BUCKET_MICROS;
      latencies[(int) Math.clamp(bucket, 0, BUCKETS - 1)]++;
      if (first == 0) {
        first = now;
      }
      last = now;
      count++;
    }
  }

  /// A connection ended, or said that its watch did.
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void lost() {
    broken++;
  }

  long count() {
    return count;
  }

  long broken() {
    return broken;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  long disorder() {
    return disorder;
  }

  int in(int bucket) {
    return latencies[bucket];
  }

  static int buckets() {
    return BUCKETS;
  }
}
