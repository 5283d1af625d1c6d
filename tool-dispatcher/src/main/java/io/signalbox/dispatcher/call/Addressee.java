package io.signalbox.dispatcher.call;

import org.jspecify.annotations.Nullable;

/// The one device that a call is for.
///
/// @param asOf the event of the device that the sender knew it by; set = now or never: the call is
///   handed out once, to the session that the device has as of that event or a later one, and fails
///   when there is none or it ends. Null = the call waits for a session, and for the next one.
public record Addressee(String deviceId, @Nullable Long asOf) {

  boolean nowOrNever() {
    return asOf != null;
  }
}
