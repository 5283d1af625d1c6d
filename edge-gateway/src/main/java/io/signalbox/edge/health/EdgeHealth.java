package io.signalbox.edge.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// The same readiness for probes that ask the actuator.
@Component("edge")
final class EdgeHealth implements HealthIndicator {
  private final HealthState state;

  EdgeHealth(HealthState state) {
    this.state = state;
  }

  @Override
  public Health health() {
    Snapshot now = state.current();
    Health.Builder health = now.ready() ? Health.up() : Health.outOfService();
    now.parts()
        .forEach((part, how) -> health.withDetail(part.wireName(), how.condition().wireName()));
    return health.build();
  }
}
