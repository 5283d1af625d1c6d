package io.signalbox.dispatcher.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is asked for.
///
/// @param tenantId the tenant that owns the call; nobody else may see or settle it
/// @param runId the run that waits
/// @param args a JSON object
/// @param target who is to execute it, as the agent declared it
/// @param deadline when the call expires; null = never
/// @param correlationId ties together all that one request caused
public record Request(
    String tenantId,
    String runId,
    String toolName,
    String args,
    String target,
    Instant requestedAt,
    @Nullable Instant deadline,
    @Nullable String correlationId) {

  /// Whether the call goes to a device; otherwise its result is posted by whoever executes it.
  public boolean forDevice() {
    return Target.DEVICE.is(target);
  }

  boolean isDue(Instant now) {
    return deadline != null && !deadline.isAfter(now);
  }
}
