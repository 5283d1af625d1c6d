package io.signalbox.edge.sockets;

import java.time.Duration;

/// How much may wait for one peer.
///
/// @param frames how many frames
/// @param bytes how many bytes of them
/// @param grace how long there may be more than that before the peer is too slow
public record OutboxLimits(int frames, long bytes, Duration grace) {
  /// Beyond so many times the limits, nothing is waited for.
  private static final int HARD = 4;

  boolean isOver(int waitingFrames, long waitingBytes) {
    return waitingFrames > frames || waitingBytes > bytes;
  }

  boolean isFarOver(int waitingFrames, long waitingBytes) {
    return waitingFrames > (long) HARD * frames || waitingBytes > HARD * bytes;
  }

  /// Whether there is no room left for what need not arrive.
  boolean isHalfFull(int waitingFrames, long waitingBytes) {
    return waitingFrames * 2L >= frames || waitingBytes * 2 >= bytes;
  }
}
