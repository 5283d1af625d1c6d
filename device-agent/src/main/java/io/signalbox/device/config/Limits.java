package io.signalbox.device.config;

import java.util.Objects;

/// How much the device takes on.
///
/// @param concurrency how many calls run at a time, 1 to 64; default 4
/// @param queue how many more may wait, 0 to 256; default 64. What comes beyond is answered BUSY
/// @param graceSeconds how long running calls may go on when the agent is stopped, 0 to 600;
///   default 10
public record Limits(Integer concurrency, Integer queue, Integer graceSeconds) {

  /// What holds where nothing is set.
  static final Limits USUAL = new Limits(4, 64, 10);

  public Limits {
    concurrency = within("concurrency", Objects.requireNonNullElse(concurrency, 4), 1, 64);
    queue = within("queue", Objects.requireNonNullElse(queue, 64), 0, 256);
    graceSeconds = within("graceSeconds", Objects.requireNonNullElse(graceSeconds, 10), 0, 600);
  }

  private static int within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "Expected limits.%s to be from %d to %d, but got %d"
              .formatted(field, least, most, value));
    }
    return value;
  }
}
