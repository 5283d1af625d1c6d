package io.signalbox.dispatcher.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is asked for.
///
/// @param tenantId the tenant that owns the call; nobody else may see or settle it
/// @param runId the run that waits; the id of the call itself when no run does
/// @param args a JSON object
/// @param target who is to execute it, as the agent declared it
/// @param deadline when the call expires; null = never
/// @param correlationId ties together all that one request caused
/// @param addressee the one device that may execute it; null = any that declares the tool
public record Request(
    String tenantId,
    String runId,
    String toolName,
    String args,
    String target,
    Instant requestedAt,
    @Nullable Instant deadline,
    @Nullable String correlationId,
    @Nullable Addressee addressee) {

  /// Whether the call goes to a device; otherwise its result is posted by whoever executes it.
  public boolean forDevice() {
    return Target.DEVICE.is(target);
  }

  /// Whether the call is for a device that has yet to be chosen.
  public boolean forAnyDevice() {
    return forDevice() && addressee == null;
  }

  /// Whether the call is handed out once at most.
  boolean nowOrNever() {
    return addressee != null && addressee.nowOrNever();
  }

  boolean isDue(Instant now) {
    return deadline != null && !deadline.isAfter(now);
  }
}
