package io.signalbox.edge.claw;

import io.signalbox.edge.cluster.ClusterState;
import io.signalbox.edge.cluster.EdgeTable;
import io.signalbox.edge.cluster.EdgeView;
import io.signalbox.kit.Instance;
import java.lang.management.ManagementFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What goes on here and on all edges together.
@Component
final class StatusMethod implements Method {
  private final Connections connections;
  private final ClusterState cluster;
  private final StateVersions versions;
  private final Instance instance;

  StatusMethod(
      Connections connections, ClusterState cluster, StateVersions versions, Instance instance) {
    this.connections = connections;
    this.cluster = cluster;
    this.versions = versions;
    this.instance = instance;
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public Needs needs() {
    return Needs.scope(Scope.READ);
  }

  @Override
  public Flux<ObjectNode> call(Caller caller, Params params) {
    ObjectNode status = JsonMapper.shared().createObjectNode();
    status.put("service", instance.service());
    status.put("edgeId", instance.id());
    status.put("uptimeMs", ManagementFactory.getRuntimeMXBean().getUptime());
    ObjectNode own = status.putObject("connections");
    for (Role role : Role.values()) {
      own.put(role.wireName() + "s", connections.byRole(role).count());
    }
    addCluster(status.putObject("cluster"), cluster.current());
    status.set("stateVersion", versions.json());
    return Flux.just(status);
  }

  private static void addCluster(ObjectNode target, EdgeTable table) {
    target.put("operators", table.total(EdgeView::operators));
    target.put("watchers", table.total(EdgeView::watchers));
    target.put("devices", table.total(EdgeView::devices));
    ArrayNode edges = target.putArray("edges");
    table.edges().forEach((id, heard) ->
        edges
            .addObject()
            .put("edgeId", id)
            .put("startedAt", heard.view().startedAt().toString())
            .put("operators", heard.view().operators())
            .put("watchers", heard.view().watchers())
            .put("devices", heard.view().devices()));
  }
}
