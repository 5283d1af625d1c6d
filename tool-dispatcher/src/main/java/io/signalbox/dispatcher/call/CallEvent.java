package io.signalbox.dispatcher.call;

import org.jspecify.annotations.Nullable;

/// A fact about one tool call.
public sealed interface CallEvent {

  /// The call is known and waits for an executor.
  record Accepted(Request request) implements CallEvent {}

  /// The call was handed to a device; an earlier lease of it is void.
  record Dispatched(Lease lease) implements CallEvent {}

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

  /// The run no longer needs the call.
  ///
  /// @param reason why, for people
  record Canceled(String reason) implements CallEvent {}
}
