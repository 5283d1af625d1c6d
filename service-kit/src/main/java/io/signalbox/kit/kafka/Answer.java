package io.signalbox.kit.kafka;

/// What came of a command that somebody waits for.
public sealed interface Answer {

  /// It was applied, or changed nothing because it was so already.
  ///
  /// @param seq last seq of the aggregate after it
  /// @param events how many events it caused
  record Accepted(long seq, int events) implements Answer {}

  /// It was refused and changed nothing.
  record Rejected(String code, String reason) implements Answer {}

  /// It is durable, but its answer did not come in time; it may still be applied.
  record Late() implements Answer {}
}
