package io.signalbox.edge.commands;

/// What came of a wish to write.
///
/// @param <T> what the read side shows of it
public sealed interface Written<T> {

  /// It is applied, and every reader sees it.
  ///
  /// @param changed false when everything was so already
  record Done<T>(T seen, boolean changed) implements Written<T> {}

  /// It is durable, but was not seen to be applied in time; it may still be.
  record Pending<T>() implements Written<T> {}

  /// It was refused and changed nothing.
  record Refused<T>(String code, String reason) implements Written<T> {}
}
