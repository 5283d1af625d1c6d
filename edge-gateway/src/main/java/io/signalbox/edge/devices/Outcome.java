package io.signalbox.edge.devices;

import org.jspecify.annotations.Nullable;

/// What came of an invocation.
public sealed interface Outcome {

  /// It was executed.
  ///
  /// @param result any JSON; null = nothing
  record Completed(@Nullable String result) implements Outcome {}

  /// The executor says that it failed.
  ///
  /// @param code why, as the executor names it
  record Failed(String error, @Nullable String code) implements Outcome {}

  /// The device was not connected; it never had the call.
  record NotConnected(String reason) implements Outcome {}

  /// The device does not declare the tool; it never had the call.
  record NotDeclared(String reason) implements Outcome {}

  /// The device left with the call, and may or may not have executed it.
  record Left(String reason) implements Outcome {}

  /// The deadline passed before the device answered.
  record Expired(String reason) implements Outcome {}

  /// Somebody took the call back.
  record Canceled(String reason) implements Outcome {}

  /// Under this id another call was asked for before.
  record OtherCall() implements Outcome {}

  /// The log did not tell in time; who asks again will learn.
  record Unheard() implements Outcome {}

  /// The call was refused.
  record Refused(String code, String reason) implements Outcome {}
}
