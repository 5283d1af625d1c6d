package io.signalbox.edge.tail;

import io.signalbox.edge.health.Check;
import io.signalbox.edge.health.HealthSettings;
import io.signalbox.edge.health.Part;
import io.signalbox.edge.health.PartState;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Unhealthy once the tail has failed several times in a row, degraded when it has failed at all or
/// is far behind.
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
    return Mono.fromSupplier(() -> judged(tail.failing(), tail.lag(), mostLag));
  }

  static PartState judged(int failures, long lag, long mostLag) {
    PartState state = PartState.healthy();
    if (failures >= UNHEALTHY_AFTER) {
      state = PartState.unhealthy("it failed %d times in a row".formatted(failures));
    } else if (failures > 0) {
      state = PartState.degraded("it begins again after a failure");
    } else if (lag > mostLag) {
      state = PartState.degraded("it is more than %d records behind".formatted(mostLag));
    }
    return state.with("failures", failures).with("lag", lag);
  }
}
