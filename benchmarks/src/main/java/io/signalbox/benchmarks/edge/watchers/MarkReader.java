package io.signalbox.benchmarks.edge.watchers;

import io.netty.buffer.ByteBuf;

/// Finds marks in the bytes of one connection, wherever they are cut.
final class MarkReader {
  private final Receipts receipts;
  private int open;
  private long value;
  private long before;
  private boolean found;

  MarkReader(Receipts receipts) {
    this.receipts = receipts;
  }

  /// Whether a mark has come yet.
  boolean hasFound() {
    return found;
  }

  /// Takes the bytes of a buffer from one index up to another.
  ///
  /// @return how many marks ended in them
  int read(ByteBuf bytes, int from, int to, long now) {
    int marks = 0;
    int at = from;
    while (at < to) {
      if (open == 0) {
        at = bytes.indexOf(at, to, (byte) Mark.SIGN) + 1;
        if (at == 0) {
          break;
        }
        open = Mark.DIGITS;
        value = 0;
      }
      while (open > 0 && at < to) {
        value = value << 4 | digit(bytes.getByte(at++));
        open--;
      }
      if (open == 0) {
        marks++;
        receipts.seen(value, before, now);
        before = value;
        found = true;
      }
    }
    return marks;
  }

  private static long digit(byte character) {
    return character <= '9' ? character - '0' : character - 'a' + 10;
  }
}
