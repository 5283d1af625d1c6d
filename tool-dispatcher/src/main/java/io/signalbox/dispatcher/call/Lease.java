package io.signalbox.dispatcher.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The right of a device to execute a call; only the newest counts.
///
/// @param sessionId the session of the device that the call was sent to
/// @param epoch 1 for the first lease of a call, one more for each that replaces it
/// @param token opaque; proves the lease
/// @param until when it runs out, unless it is renewed before; null = with the call
public record Lease(
    String deviceId, String sessionId, int epoch, String token, @Nullable Instant until) {

  Lease renewed(Instant later) {
    return new Lease(deviceId, sessionId, epoch, token, later);
  }

  Lease moved(String toSession, Instant later) {
    return new Lease(deviceId, toSession, epoch, token, later);
  }
}
