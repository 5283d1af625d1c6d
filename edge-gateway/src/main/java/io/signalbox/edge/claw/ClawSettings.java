package io.signalbox.edge.claw;

import io.signalbox.edge.sockets.OutboxLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How operators and nodes are served.
///
/// @param token shared by all who may connect from elsewhere; empty = none may
/// @param frame largest frame that is taken; a larger one closes the socket with 1009
/// @param firstFrame most that a peer may send before `hello-ok`; more closes the socket with 1009
/// @param queue how many frames wait for one peer before it is too slow
/// @param buffered how many bytes wait for one peer before it is too slow
/// @param grace how long more than that may wait before the socket is closed with 1008
/// @param calls how many calls of one connection may be under way
/// @param handshake how long a peer may take to connect
/// @param tick how often a peer hears that this edge is there, and is asked for a sign of life
/// @param silence a socket without any sign of life for so long is closed
/// @param skew how much the clock of a device may differ
/// @param repeats how long answers to calls with an idempotency key are kept
/// @param repeatsKept how many of them, for each tenant
/// @param presence how long a client that has left is shown
/// @param health how often health is told when nothing changes
@ConfigurationProperties("signalbox.edge.claw")
record ClawSettings(
    @DefaultValue("") String token,
    @DefaultValue("512KB") DataSize frame,
    @DefaultValue("64KB") DataSize firstFrame,
    @DefaultValue("256") int queue,
    @DefaultValue("1MB") DataSize buffered,
    @DefaultValue("1s") Duration grace,
    @DefaultValue("64") int calls,
    @DefaultValue("10s") Duration handshake,
    @DefaultValue("15s") Duration tick,
    @DefaultValue("75s") Duration silence,
    @DefaultValue("2m") Duration skew,
    @DefaultValue("5m") Duration repeats,
    @DefaultValue("1000") int repeatsKept,
    @DefaultValue("5m") Duration presence,
    @DefaultValue("60s") Duration health) {
  private static final String PREFIX = "signalbox.edge.claw.";

  ClawSettings {
    if (queue < 1 || calls < 1 || repeatsKept < 1) {
      throw new IllegalArgumentException(
          "Expected %squeue, %scalls and %srepeats-kept to be 1 or more, but got %d, %d and %d"
              .formatted(PREFIX, PREFIX, PREFIX, queue, calls, repeatsKept));
    }
    if (firstFrame.compareTo(frame) > 0) {
      throw new IllegalArgumentException(
          "Expected %sfirst-frame to be at most %sframe, but got %s and %s"
              .formatted(PREFIX, PREFIX, firstFrame, frame));
    }
    if (silence.compareTo(tick) <= 0) {
      throw new IllegalArgumentException(
          "Expected %ssilence to be longer than %stick, but got %s and %s"
              .formatted(PREFIX, PREFIX, silence, tick));
    }
  }

  OutboxLimits outbox() {
    return new OutboxLimits(queue, buffered.toBytes(), grace);
  }

  /// Without the token.
  @Override
  public String toString() {
    return "ClawSettings[frame=%s, queue=%d, tick=%s]".formatted(frame, queue, tick);
  }
}
