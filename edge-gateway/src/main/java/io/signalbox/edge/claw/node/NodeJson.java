package io.signalbox.edge.claw.node;

import io.signalbox.edge.views.DeviceReads.Device;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How devices look to operators, whichever dialect they speak.
final class NodeJson {
  private NodeJson() {}

  static ObjectNode of(Device device) {
    Declared declared = Declared.of(device.capabilities());
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("nodeId", device.deviceId().toString());
    put(node, "displayName", device.displayName());
    for (String name :
        new String[] {"platform", "version", "deviceFamily", "modelIdentifier", "pathEnv"}) {
      put(node, name, declared.text(name));
    }
    put(node, "remoteIp", device.remoteAddress());
    declared.caps().forEach(node.putArray("caps")::add);
    declared.commands().forEach(node.putArray("commands")::add);
    node.set("permissions", declared.permissions());
    node.put("connected", device.connected());
    put(node, "connectedAtMs", device.connectedAt());
    put(node, "createdAtMs", device.createdAt());
    put(node, "lastSeenAtMs", device.lastSeenAt());
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Instant time) {
    if (time != null) {
      node.put(name, time.toEpochMilli());
    }
  }
}
