package io.signalbox.edge.health;

import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Whether somebody takes tool calls, and soon enough: told by the members of its group and by how
/// far they are behind, as services never call each other.
@Component
final class DispatcherCheck implements Check {
  private static final String GROUP = "tool-dispatcher";

  private final KafkaProbe probe;
  private final long most;

  DispatcherCheck(KafkaProbe probe, HealthSettings settings) {
    this.probe = probe;
    this.most = settings.dispatcherLag();
  }

  @Override
  public Part part() {
    return Part.DISPATCHER;
  }

  @Override
  public Mono<PartState> look() {
    return probe
        .members(GROUP)
        .onErrorReturn(GroupIdNotFoundException.class, 0)
        .flatMap(members ->
            members == 0
                ? Mono.just(PartState.unhealthy("no dispatcher takes tool calls"))
                : probe.lag(GROUP).map(lag -> judged(members, lag)));
  }

  private PartState judged(int members, long lag) {
    PartState state =
        lag > most
            ? PartState.degraded("more than %d tool calls and results wait".formatted(most))
            : PartState.healthy();
    return state.with("lag", lag).with("members", members);
  }
}
