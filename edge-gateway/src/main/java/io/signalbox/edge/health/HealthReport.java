package io.signalbox.edge.health;

import io.signalbox.kit.Instance;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How this instance fares, as clients are told.
@Component
public final class HealthReport {
  private final HealthState health;
  private final List<Connections> connections;
  private final Instance instance;
  private final Clock clock;

  HealthReport(HealthState health, List<Connections> connections, Instance instance, Clock clock) {
    this.health = health;
    this.connections =
        connections.stream().sorted(Comparator.comparing(Connections::kind)).toList();
    this.instance = instance;
    this.clock = clock;
  }

  /// `status`, `ok`, `service`, `uptime` (seconds), `connections`, `active_connections`,
  /// `components`, `memory` (bytes), `timestamp`.
  public ObjectNode whole() {
    Snapshot now = health.current();
    ObjectNode report = status(now);
    report.put("uptime", ManagementFactory.getRuntimeMXBean().getUptime() / 1_000);
    ObjectNode open = report.putObject("connections");
    connections.forEach(each -> open.put(each.kind(), each.open()));
    report.put("active_connections", connections.stream().mapToInt(Connections::open).sum());
    addComponents(report, now);
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    report.putObject("memory").put("heapUsed", heap.getUsed()).put("heapMax", heap.getMax());
    report.put("timestamp", clock.instant().toString());
    return report;
  }

  /// `status`, `ok`, `service`, `ready`, `stopping`, `components`.
  public ObjectNode readiness(Snapshot now) {
    ObjectNode report = status(now);
    report.put("ready", now.ready());
    report.put("stopping", now.stopping());
    addComponents(report, now);
    return report;
  }

  private ObjectNode status(Snapshot now) {
    ObjectNode report = JsonMapper.shared().createObjectNode();
    report.put("status", now.condition().wireName());
    report.put("ok", now.condition() != Condition.UNHEALTHY);
    report.put("service", instance.service());
    return report;
  }

  private static void addComponents(ObjectNode report, Snapshot now) {
    ObjectNode components = report.putObject("components");
    now.parts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(part -> add(components.putObject(part.getKey().wireName()), part.getValue()));
  }

  private static void add(ObjectNode component, PartState state) {
    component.put("status", state.condition().wireName());
    if (!state.reason().isEmpty()) {
      component.put("reason", state.reason());
    }
    state.details().forEach(component::put);
  }
}
