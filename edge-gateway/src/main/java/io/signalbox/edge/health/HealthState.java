package io.signalbox.edge.health;

import reactor.core.publisher.Flux;

/// How this instance fares.
public interface HealthState {

  /// As of the last look.
  Snapshot current();

  /// Each later snapshot that says something else than the one before. Never fails; a subscriber
  /// that is slow gets the newest.
  Flux<Snapshot> changes();

  /// Something failed, so it is time to look again.
  default void suspect() {}
}
