package io.signalbox.registry.report;

/// What the log says of a device's events.
public sealed interface Fact {

  /// One of them came, and all before it.
  record Told(Report report) implements Fact {}

  /// Some of them never came, and are no longer waited for.
  ///
  /// @param from number of the first
  /// @param to number of the last
  record Missed(long from, long to) implements Fact {}
}
