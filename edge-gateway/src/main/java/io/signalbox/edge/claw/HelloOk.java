package io.signalbox.edge.claw;

import io.signalbox.edge.cluster.ClusterState;
import io.signalbox.edge.health.HealthReport;
import io.signalbox.kit.Instance;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The answer to a `connect` that succeeds: what there is, and what is to be kept to.
@Component
final class HelloOk {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Calls calls;
  private final ClusterState cluster;
  private final HealthReport health;
  private final StateVersions versions;
  private final Instance instance;
  private final ClawSettings settings;

  HelloOk(
      Calls calls,
      ClusterState cluster,
      HealthReport health,
      StateVersions versions,
      Instance instance,
      ClawSettings settings) {
    this.calls = calls;
    this.cluster = cluster;
    this.health = health;
    this.versions = versions;
    this.instance = instance;
    this.settings = settings;
  }

  ObjectNode of(Caller caller) {
    ObjectNode hello = MAPPER.createObjectNode();
    hello.put("type", "hello-ok");
    hello.put("protocol", Handshake.PROTOCOL);
    hello
        .putObject("server")
        .put("version", version())
        .put("host", instance.id())
        .put("connId", caller.connectionId());
    ObjectNode features = hello.putObject("features");
    calls.names().forEach(features.putArray("methods")::add);
    Events.all().forEach(features.putArray("events")::add);
    hello.set("snapshot", snapshot(caller));
    ObjectNode auth = hello.putObject("auth").put("role", caller.role().wireName());
    caller.scopes().stream().map(Scope::wireName).sorted().forEach(auth.putArray("scopes")::add);
    hello
        .putObject("policy")
        .put("maxPayload", settings.frame().toBytes())
        .put("maxBufferedBytes", settings.buffered().toBytes())
        .put("tickIntervalMs", settings.tick().toMillis());
    return hello;
  }

  /// Nodes and operators who may not read see nobody.
  private ObjectNode snapshot(Caller caller) {
    ObjectNode snapshot =
        caller.scopes().contains(Scope.READ)
            ? PresenceJson.of(cluster.presence(), caller.principal().tenant())
            : MAPPER.createObjectNode();
    if (!snapshot.has("presence")) {
      snapshot.putArray("presence");
    }
    snapshot.set("health", health.whole());
    snapshot.set("stateVersion", versions.json());
    snapshot.put("uptimeMs", ManagementFactory.getRuntimeMXBean().getUptime());
    return snapshot;
  }

  private static String version() {
    return Objects.requireNonNullElse(
        HelloOk.class.getPackage().getImplementationVersion(), "unreleased");
  }
}
