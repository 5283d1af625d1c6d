package io.signalbox.kit.kafka;

/// The state of an aggregate and the seq of the event that made it.
///
/// @param seq 0 before the first event
public record Versioned<S>(long seq, S state) {

  /// The state after one more event.
  public Versioned<S> next(S after) {
    return new Versioned<>(seq + 1, after);
  }
}
