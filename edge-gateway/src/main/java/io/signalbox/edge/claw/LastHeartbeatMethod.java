package io.signalbox.edge.claw;

import java.lang.management.ManagementFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// When this edge last looked at its connections.
@Component
final class LastHeartbeatMethod implements Method {
  private final Heartbeat heartbeat;

  LastHeartbeatMethod(Heartbeat heartbeat) {
    this.heartbeat = heartbeat;
  }

  @Override
  public String name() {
    return "last-heartbeat";
  }

  @Override
  public Needs needs() {
    return Needs.scope(Scope.READ);
  }

  @Override
  public Flux<ObjectNode> call(Caller caller, Params params) {
    return Flux.just(
        JsonNodeFactory.instance
            .objectNode()
            .put("ts", heartbeat.lookedAt())
            .put("uptimeMs", ManagementFactory.getRuntimeMXBean().getUptime()));
  }
}
