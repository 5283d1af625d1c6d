package io.signalbox.edge.draining;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// What is known of the end of this instance. Not stopped itself, so that anybody may ask it: who
/// depends on a part that is stopped is stopped before it.
@Component
public final class Draining implements Stopping {
  private final Sinks.Many<Boolean> changes = Sinks.many().multicast().directBestEffort();
  private volatile boolean stopping;

  @Override
  public boolean isStopping() {
    return stopping;
  }

  /// What a request is refused with.
  public StoppingException refusal() {
    return new StoppingException();
  }

  @Override
  public Flux<Boolean> changes() {
    return changes.asFlux();
  }

  /// The end begins, or the instance begins anew. Returns when all who wait for it were told.
  void change(boolean ends) {
    if (stopping != ends) {
      stopping = ends;
      changes.tryEmitNext(ends);
    }
  }
}
