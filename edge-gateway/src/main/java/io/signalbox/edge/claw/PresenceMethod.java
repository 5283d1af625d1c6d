package io.signalbox.edge.claw;

import io.signalbox.edge.cluster.ClusterState;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/// Who is there, on any edge.
@Component
final class PresenceMethod implements Method {
  private final ClusterState cluster;

  PresenceMethod(ClusterState cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "system-presence";
  }

  @Override
  public Needs needs() {
    return Needs.scope(Scope.READ);
  }

  @Override
  public Flux<ObjectNode> call(Caller caller, Params params) {
    return Flux.just(PresenceJson.of(cluster.presence(), caller.principal().tenant()));
  }
}
