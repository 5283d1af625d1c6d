package io.signalbox.benchmarks.edge.watchers;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/// What a watcher finds in the bytes of an event without reading them: in which round and when it
/// was appended, as one number.
public final class Mark {
  /// Stands before a mark and nowhere else. The head of a WebSocket frame has it neither, at the
  /// length that events have here.
  public static final char SIGN = '|';

  /// Hexadecimal digits after the sign.
  static final int DIGITS = 16;

  private static final int ROUND_SHIFT = 52;

  private Mark() {}

  /// The text to put into an event that is appended now.
  ///
  /// @param round 1 to 4095
  public static String now(int round) {
    return SIGN + HexFormat.of().toHexDigits((long) round << ROUND_SHIFT | micros());
  }

  /// Microseconds since 1970: the clock that processes of one machine share.
  public static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  static int round(long mark) {
    return (int) (mark >>> ROUND_SHIFT);
  }

  static long micros(long mark) {
    return mark & (1L << ROUND_SHIFT) - 1;
  }
}
