package io.signalbox.benchmarks.edge.watchers;

/// What came in a round. Times are in microseconds.
///
/// @param count how many events
/// @param p50 from append to receipt
/// @param p99 from append to receipt
/// @param max from append to receipt
/// @param first when the first one came, since 1970
/// @param last when the last one came, since 1970
/// @param disorder how many came after a later one
/// @param lost how many connections ended since the start of the process
public record Received(
    long count, long p50, long p99, long max, long first, long last, long disorder, long lost) {
  private static final String NAME = "received";

  static Received of(Receipts receipts) {
    long count = receipts.count();
    return new Received(
        count,
        below(receipts, Math.ceilDiv(count, 2)),
        below(receipts, Math.ceilDiv(count * 99, 100)),
        below(receipts, count),
        receipts.first(),
        receipts.last(),
        receipts.disorder(),
        receipts.broken());
  }

  /// The latency that so many events do not exceed.
  private static long below(Receipts receipts, long rank) {
    long seen = 0;
    for (int bucket = 0; bucket < Receipts.buckets(); bucket++) {
      seen += receipts.in(bucket);
      if (seen >= rank) {
        return (bucket + 1L) * Receipts.BUCKET_MICROS;
      }
    }
    return (long) Receipts.buckets() * Receipts.BUCKET_MICROS;
  }

  String line() {
    return "%s %d %d %d %d %d %d %d %d"
        .formatted(NAME, count, p50, p99, max, first, last, disorder, lost);
  }

  /// Reads what a watching process answered.
  public static Received parse(String line) {
    String[] words = line.split(" ");
    if (!words[0].equals(NAME) || words.length != 9) {
      throw new IllegalStateException("Expected what was received, but got " + line);
    }
    long[] numbers = new long[8];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Long.parseLong(words[i + 1]);
    }
    return new Received(
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
        numbers[6],
        numbers[7]);
  }
}
