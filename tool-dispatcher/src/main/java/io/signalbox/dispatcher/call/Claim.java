package io.signalbox.dispatcher.call;

import java.time.Instant;

/// The right of a worker or a browser to execute a call; only the newest counts.
///
/// @param worker who took the call, as it names itself
/// @param epoch 1 for the first lease of a call, one more for each that replaces it
/// @param token opaque; proves the claim
/// @param until when it runs out, unless it is renewed before
public record Claim(String worker, int epoch, String token, Instant until) {

  /// The name of the queue of this system's workers: the one that begins replaces the claim.
  public static final String QUEUE = "server";

  /// The name of what ends waits.
  public static final String CLOCK = "clock";

  Claim renewed(Instant later) {
    return new Claim(worker, epoch, token, later);
  }
}
