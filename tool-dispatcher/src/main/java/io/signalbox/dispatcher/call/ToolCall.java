package io.signalbox.dispatcher.call;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One tool call.
///
/// ```text
/// NotRequested → AwaitingApproval → Waiting, or Settled when it is denied, expires or is canceled
///
///                ┌──── the lease ran out, and the tool may be called again ────┐
///                ↓                                                             │
/// NotRequested → Waiting → Dispatched (to a device) or Claimed (by a worker) ──┤
///                   │                   │                                      │
///                   │                   └── canceled ──→ Canceling ──┐         │
///                   └────────────────────────────────────────────────┴─────────┴→ Settled
/// ```
public sealed interface ToolCall {

  /// Nobody has asked for this call yet.
  record NotRequested() implements ToolCall {}

  /// Nobody may execute it before somebody approves it.
  ///
  /// @param until when that must have happened
  record AwaitingApproval(Request request, Instant until) implements ToolCall {}

  /// Waits for a device that can do it, for a worker that takes it, or for a posted result.
  ///
  /// @param lost the lease that ran out last; null = nobody had the call
  record Waiting(Request request, @Nullable Lost lost) implements ToolCall {

    int nextEpoch() {
      return lost == null ? 1 : lost.epoch() + 1;
    }
  }

  /// A lease that ran out.
  ///
  /// @param deviceId the device that had it; null = a worker had
  record Lost(@Nullable String deviceId, int epoch, String token) {}

  /// With a device, whether that is connected at the moment or not.
  ///
  /// @param lost the lease that ran out before this one; null = this is the first
  record Dispatched(Request request, Lease lease, @Nullable Lost lost) implements ToolCall {}

  /// With a worker or a browser.
  ///
  /// @param lost the lease that ran out before this one; null = this is the first
  record Claimed(Request request, Claim claim, @Nullable Lost lost) implements ToolCall {

    /// Whether this system executes it, and no worker has begun.
    public boolean inQueue() {
      return request.execution() != null && (claim.worker().equals(Claim.QUEUE) || forClock());
    }

    /// Whether nothing is to be done but to wait until the claim runs out.
    public boolean forClock() {
      return request.execution() != null && claim.worker().equals(Claim.CLOCK);
    }
  }

  /// Canceled, and its executor has not said yet that it stopped. The run does not wait for that.
  ///
  /// @param deviceId the device that has it; null = a worker has
  /// @param sessionId the session of the device that it was sent to
  /// @param delivered whether the executor was told
  record Canceling(
      String tenantId,
      String runId,
      @Nullable String deviceId,
      @Nullable String sessionId,
      String token,
      String reason,
      Instant confirmBy,
      boolean delivered,
      @Nullable String lateStatus)
      implements ToolCall {}

  /// Over; nothing is kept but what tells a repeated result from a foreign one.
  ///
  /// @param deviceId the device that held the call last; null = none did
  /// @param token of the last lease; null = there was none
  /// @param lateStatus the status of the result that came too late; null = none did
  /// @param approval what became of the approval that it waited for; null = it waited for none, or
  ///   was canceled
  record Settled(
      String tenantId,
      String runId,
      Outcome outcome,
      @Nullable String deviceId,
      @Nullable String token,
      @Nullable String lateStatus,
      @Nullable Approval approval)
      implements ToolCall {}

  /// What is asked for, as long as it is not settled or canceled.
  static Optional<Request> open(ToolCall call) {
    return switch (call) {
      case AwaitingApproval a -> Optional.of(a.request());
      case Waiting w -> Optional.of(w.request());
      case Dispatched d -> Optional.of(d.request());
      case Claimed c -> Optional.of(c.request());
      case NotRequested _, Canceling _, Settled _ -> Optional.empty();
    };
  }

  /// The state after an event.
  ///
  /// @throws IllegalStateException when the event cannot follow this state: the log is corrupt
  static ToolCall evolve(ToolCall call, CallEvent event) {
    return CallEvolution.evolve(call, event);
  }
}
