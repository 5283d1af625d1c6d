package io.signalbox.edge.health;

import reactor.core.publisher.Mono;

/// Looks at one part. A look that fails or takes too long finds the part unhealthy.
public interface Check {

  /// What is looked at.
  Part part();

  /// How it fares now.
  Mono<PartState> look();
}
