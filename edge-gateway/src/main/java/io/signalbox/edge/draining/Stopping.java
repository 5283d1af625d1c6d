package io.signalbox.edge.draining;

import reactor.core.publisher.Mono;

/// Whether this instance is being stopped.
public interface Stopping {

  /// Whether it is by now.
  boolean isStopping();

  /// Completes when it begins to be.
  Mono<Void> announced();
}
