package io.signalbox.dispatcher.call;

/// The right to execute a call; only the newest counts.
///
/// @param sessionId the session of the device that the call was sent to
/// @param epoch 1 for the first lease of a call, one more for each that replaces it
/// @param token opaque; proves the lease
public record Lease(String deviceId, String sessionId, int epoch, String token) {}
