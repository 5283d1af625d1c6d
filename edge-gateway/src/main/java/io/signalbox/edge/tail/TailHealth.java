package io.signalbox.edge.tail;

import io.signalbox.edge.tail.Stops.Stop;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Down once the tail has failed several times in a row, or a record of a partition could not be
/// read as many times.
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
    Map<TopicPartition, Stop> stopped = tail.stopped();
    boolean stuck =
        stopped.values().stream().anyMatch(stop -> stop.failures() >= UNHEALTHY_AFTER);
    Health.Builder health =
        failures < UNHEALTHY_AFTER && !stuck ? Health.up() : Health.down();
    stopped.forEach((partition, stop) -> health.withDetail(partition.toString(), stop.offset()));
    return health.withDetail("failures", failures).build();
  }
}
