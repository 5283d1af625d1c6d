package io.signalbox.domain;

import java.util.List;

/// What an aggregate makes of a command. A refusal is data, not an exception: its sender is told.
///
/// @param <E> the aggregate's events
public sealed interface Decision<E> {

  /// The command is applied. No events: what it wished for was so already.
  record Accepted<E>(List<E> events) implements Decision<E> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /// The command is refused and changes nothing.
  ///
  /// @param reason what was expected, and what was found instead, with ids
  record Rejected<E>(Rejection code, String reason) implements Decision<E> {}

  /// Accepts with these events, in order.
  @SafeVarargs
  static <E> Decision<E> accept(E... events) {
    return new Accepted<>(List.of(events));
  }

  /// Accepts with these events, in order.
  static <E> Decision<E> accept(List<E> events) {
    return new Accepted<>(events);
  }

  /// Refuses; `reason` is a format string for `arguments`.
  static <E> Decision<E> reject(Rejection code, String reason, Object... arguments) {
    return new Rejected<>(code, reason.formatted(arguments));
  }
}
