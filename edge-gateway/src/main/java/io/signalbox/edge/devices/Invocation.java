package io.signalbox.edge.devices;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A call of one device that no run waits for.
///
/// @param callId the same whenever and wherever the same call is asked for
/// @param args a JSON object
/// @param deadline when it expires; null = with the session of the device
public record Invocation(
    UUID callId, UUID deviceId, String tool, String args, @Nullable Instant deadline) {}
