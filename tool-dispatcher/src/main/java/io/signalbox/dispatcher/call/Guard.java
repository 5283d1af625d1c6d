package io.signalbox.dispatcher.call;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What stands between a call and its execution.
///
/// @param approveBy when somebody must have decided; null = [#PATIENCE] after the request
/// @param approval what became of the approval; null = nothing yet, or none is needed
/// @param objections what the policy says against the arguments; null = nothing
public record Guard(
    Policy policy,
    @Nullable Instant approveBy,
    @Nullable Approval approval,
    @Nullable String objections) {
  /// How long an approval is waited for when the request does not say.
  static final Duration PATIENCE = Duration.ofSeconds(120);

  Guard with(Approval decided) {
    return new Guard(policy, approveBy, decided, objections);
  }
}
