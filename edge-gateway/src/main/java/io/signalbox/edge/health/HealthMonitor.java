package io.signalbox.edge.health;

import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// Looks at the parts now and then.
@Component
final class HealthMonitor implements HealthState {
  private final Sinks.Many<Snapshot> changes = Sinks.many().multicast().directBestEffort();
  private volatile Snapshot current;

  HealthMonitor(Clock clock) {
    this.current = new Snapshot(Condition.HEALTHY, false, false, Map.of(), clock.instant());
  }

  @Override
  public Snapshot current() {
    return current;
  }

  @Override
  public Flux<Snapshot> changes() {
    return changes.asFlux().onBackpressureLatest();
  }
}
