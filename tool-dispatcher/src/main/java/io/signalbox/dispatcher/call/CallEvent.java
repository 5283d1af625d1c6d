package io.signalbox.dispatcher.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A fact about one tool call.
public sealed interface CallEvent {

  /// The call is known and waits for an executor.
  record Accepted(Request request) implements CallEvent {}

  /// Nobody executes the call before somebody approves it.
  record ApprovalRequested(Instant until) implements CallEvent {}

  /// Somebody approved the call, or denied it.
  ///
  /// @param by the subject of whoever decided
  record ApprovalDecided(Approval decision, String by, @Nullable String reason)
      implements CallEvent {}

  /// Nobody decided in time.
  ///
  /// @param reason what was waited for
  record ApprovalExpired(String reason) implements CallEvent {}

  /// The call was handed to a device; an earlier lease of it is void.
  record Dispatched(Lease lease) implements CallEvent {}

  /// A worker or browser took the call; an earlier lease of it is void.
  record Claimed(Claim claim) implements CallEvent {}

  /// The executor is at it, and keeps its lease.
  ///
  /// @param progress how far it is, any JSON
  record Renewed(int epoch, Instant until, @Nullable String progress) implements CallEvent {}

  /// The device came back with the call in hand, and keeps its lease.
  record Resumed(String deviceId, String sessionId, int epoch, Instant until)
      implements CallEvent {}

  /// The lease ran out; the call waits for an executor again.
  ///
  /// @param reason why, for people
  record LeaseLost(int epoch, String reason) implements CallEvent {}

  /// The call has a result.
  record Completed(@Nullable String result, String source) implements CallEvent {}

  /// The call failed.
  ///
  /// @param code why, for machines
  record Failed(String error, String source, @Nullable String code) implements CallEvent {}

  /// Nobody settled the call before its deadline.
  ///
  /// @param reason what it was waiting for
  record Expired(String reason) implements CallEvent {}

  /// The lease ran out, and the tool must not be called twice.
  ///
  /// @param reason why, for people
  record OutcomeUnknown(int epoch, String reason) implements CallEvent {}

  /// The run no longer needs the call.
  ///
  /// @param reason why, for people
  /// @param confirmBy when its executor must have said that it stopped; null = nobody had it
  record Canceled(String reason, @Nullable Instant confirmBy) implements CallEvent {}

  /// The executor of the canceled call was told.
  record CancelDelivered() implements CallEvent {}

  /// The executor of the canceled call is not at it any more.
  ///
  /// @param stopped whether it was stopped, or had not begun; otherwise it had come to its end, or
  ///   could not be stopped
  record CancelConfirmed(boolean stopped) implements CallEvent {}

  /// The executor of the canceled call did not say in time that it has stopped.
  ///
  /// @param delivered whether it was told
  record CancelUnconfirmed(boolean delivered) implements CallEvent {}

  /// A result came that does not count any more.
  ///
  /// @param deviceId the device that reported, if one did
  record ResultLate(String status, String source, @Nullable String deviceId) implements CallEvent {}
}
