package io.signalbox.edge.claw;

import io.signalbox.edge.cluster.PresenceEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How clients see each other.
final class PresenceJson {
  private PresenceJson() {}

  /// The clients of one tenant.
  static ObjectNode of(List<PresenceEntry> entries, String tenant) {
    ObjectNode payload = JsonMapper.shared().createObjectNode();
    ArrayNode list = payload.putArray("presence");
    entries.stream()
        .filter(entry -> entry.tenant().equals(tenant))
        .forEach(entry -> add(list.addObject(), entry));
    return payload;
  }

  private static void add(ObjectNode target, PresenceEntry entry) {
    put(target, "host", entry.host());
    put(target, "ip", entry.ip());
    put(target, "version", entry.version());
    put(target, "platform", entry.platform());
    put(target, "deviceFamily", entry.deviceFamily());
    put(target, "modelIdentifier", entry.modelIdentifier());
    put(target, "mode", entry.mode());
    put(target, "reason", entry.connected() ? "connect" : "disconnect");
    put(target, "text", text(entry));
    target.put("ts", entry.at().toEpochMilli());
    put(target, "deviceId", entry.deviceId());
    entry.roles().forEach(target.putArray("roles")::add);
    entry.scopes().forEach(target.putArray("scopes")::add);
    put(target, "instanceId", entry.instanceId());
  }

  private static String text(PresenceEntry entry) {
    return "%s · %s · %s · %s"
        .formatted(entry.host(), entry.version(), entry.platform(), entry.mode());
  }

  private static void put(ObjectNode target, String name, @Nullable String value) {
    if (value != null) {
      target.put(name, value);
    }
  }
}
