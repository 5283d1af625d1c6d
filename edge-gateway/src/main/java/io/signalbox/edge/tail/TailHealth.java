package io.signalbox.edge.tail;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Down once the tail has failed several times in a row.
@Component
final class TailHealth implements HealthIndicator {
  private static final int UNHEALTHY_AFTER = 3;

  private final KafkaTail tail;

  TailHealth(KafkaTail tail) {
    this.tail = tail;
  }

  @Override
  public Health health() {
    int failures = tail.failing();
    Health.Builder health = failures < UNHEALTHY_AFTER ? Health.up() : Health.down();
    return health.withDetail("failures", failures).build();
  }
}
