package io.signalbox.edge.draining;

import reactor.core.publisher.Flux;

/// Whether this instance is being stopped.
public interface Stopping {

  /// Whether it is by now.
  boolean isStopping();

  /// Each change from now on: true when it begins to be, false when it begins anew.
  Flux<Boolean> changes();
}
