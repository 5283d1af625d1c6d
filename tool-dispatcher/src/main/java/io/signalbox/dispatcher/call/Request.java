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
/// @param handling what the agent says of it; null = nothing
public record Request(
    String tenantId,
    String runId,
    String toolName,
    String args,
    String target,
    Instant requestedAt,
    @Nullable Instant deadline,
    @Nullable String correlationId,
    @Nullable Addressee addressee,
    @Nullable Handling handling) {

  /// Whether the call goes to a device; otherwise workers or browsers take it, or their results are
  /// posted.
  public boolean forDevice() {
    return Target.DEVICE.is(target);
  }

  /// How this system executes the call itself, a JSON object; null = somebody else does.
  public @Nullable String execution() {
    return handling == null ? null : handling.execution();
  }

  /// Whether the tool may be executed more than once for one call.
  public boolean repeatable() {
    return handling != null && handling.repeatable();
  }

  /// The device that gets the call if it can; null = the one with the least load.
  @Nullable String preferredDevice() {
    return handling == null ? null : handling.preferredDevice();
  }

  /// Whether the call is handed out once at most.
  boolean nowOrNever() {
    return addressee != null && addressee.nowOrNever();
  }

  boolean isDue(Instant now) {
    return deadline != null && !deadline.isAfter(now);
  }
}
