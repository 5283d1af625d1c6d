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

  /// Whether it may be executed.
  Policy policy() {
    Guard guard = guard();
    return guard == null ? Policy.ALLOW : guard.policy();
  }

  /// What the policy says against the arguments; null = nothing.
  @Nullable String objections() {
    Guard guard = guard();
    return guard == null ? null : guard.objections();
  }

  /// What became of the approval that it needs; null = nothing yet, or it needs none.
  @Nullable Approval approval() {
    Guard guard = guard();
    return guard == null ? null : guard.approval();
  }

  /// When somebody must have approved it: never later than the call itself expires.
  Instant approveBy() {
    Guard guard = guard();
    Instant given = guard == null ? null : guard.approveBy();
    Instant until = given == null ? requestedAt.plus(Guard.PATIENCE) : given;
    return deadline != null && deadline.isBefore(until) ? deadline : until;
  }

  /// The same, with what became of its approval.
  Request with(Approval decided) {
    Guard guard = guard();
    if (handling == null || guard == null) {
      throw new IllegalStateException("Expected a call that needs approval, but it needs none");
    }
    return new Request(
        tenantId,
        runId,
        toolName,
        args,
        target,
        requestedAt,
        deadline,
        correlationId,
        addressee,
        handling.with(guard.with(decided)));
  }

  private @Nullable Guard guard() {
    return handling == null ? null : handling.guard();
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
