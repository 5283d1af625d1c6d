package io.signalbox.edge.tail;

import io.signalbox.edge.health.Check;
import io.signalbox.edge.health.HealthSettings;
import io.signalbox.edge.health.Part;
import io.signalbox.edge.health.PartState;
import io.signalbox.edge.tail.Stops.Stop;
import java.util.Collection;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Unhealthy once the tail has failed several times in a row, or a record of a partition could not
/// be read as many times; degraded when it has failed at all, a partition stands still, or it is
/// far behind.
@Component
final class TailCheck implements Check {
  private static final int UNHEALTHY_AFTER = 3;

  private final KafkaTail tail;
  private final long mostLag;

  TailCheck(KafkaTail tail, HealthSettings settings) {
    this.tail = tail;
    this.mostLag = settings.tailLag();
  }

  @Override
  public Part part() {
    return Part.TAIL;
  }

  @Override
  public Mono<PartState> look() {
    return Mono.fromSupplier(
        () -> judged(tail.failing(), tail.stopped().values(), tail.lag(), mostLag));
  }

  static PartState judged(int failures, Collection<Stop> stopped, long lag, long mostLag) {
    return condition(failures, stopped, lag, mostLag)
        .with("failures", failures)
        .with("stopped", stopped.size())
        .with("lag", lag);
  }

  private static PartState condition(
      int failures, Collection<Stop> stopped, long lag, long mostLag) {
    if (failures >= UNHEALTHY_AFTER) {
      return PartState.unhealthy("it failed %d times in a row".formatted(failures));
    }
    if (stopped.stream().anyMatch(stop -> stop.failures() >= UNHEALTHY_AFTER)) {
      return PartState.unhealthy("a record of a partition cannot be read");
    }
    if (failures > 0 || !stopped.isEmpty()) {
      return PartState.degraded("it begins again after a failure");
    }
    return lag > mostLag
        ? PartState.degraded("it is more than %d records behind".formatted(mostLag))
        : PartState.healthy();
  }
}
