package io.signalbox.edge.health;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Whether the brokers answer.
@Component
final class KafkaCheck implements Check {
  private final KafkaProbe probe;

  KafkaCheck(KafkaProbe probe) {
    this.probe = probe;
  }

  @Override
  public Part part() {
    return Part.KAFKA;
  }

  @Override
  public Mono<PartState> look() {
    return probe.brokers().map(brokers -> PartState.healthy().with("brokers", brokers));
  }
}
