package io.signalbox.edge.claw.node;

import io.signalbox.edge.claw.Hello;
import io.signalbox.edge.devices.DeviceHello;
import io.signalbox.kit.json.WireJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a device declares, whichever dialect it speaks: the capabilities that the registry keeps.
///
/// @param capabilities a JSON object
record Declared(JsonNode capabilities) {
  private static final String DIALECT = "dialect";
  private static final String CLAW = "claw";
  private static final String COMMANDS = "tools";

  static Declared of(String capabilities) {
    return new Declared(WireJson.json(capabilities));
  }

  /// How a node is registered.
  ///
  /// @param commands those of its commands that are allowed
  static DeviceHello registration(Hello hello, List<String> commands) {
    return new DeviceHello(
        key(hello),
        hello.client().displayName(),
        capabilities(hello, commands).toString(),
        commands,
        null,
        hello.remoteAddress(),
        hello.userAgent(),
        null,
        null);
  }

  /// The same for every connection of a node. What it has proved to be can be no other's name.
  private static String key(Hello hello) {
    if (hello.deviceId() != null) {
      return "claw:key:" + hello.deviceId();
    }
    String instance = hello.client().instanceId();
    return instance == null ? "claw:client:" + hello.client().id() : "claw:instance:" + instance;
  }

  private static ObjectNode capabilities(Hello hello, List<String> commands) {
    Hello.Client client = hello.client();
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put(DIALECT, CLAW);
    commands.forEach(node.putArray(COMMANDS)::add);
    hello.caps().forEach(node.putArray("caps")::add);
    node.set("permissions", hello.permissions());
    node.put("clientId", client.id()).put("clientMode", client.mode());
    node.put("platform", client.platform()).put("version", client.version());
    put(node, "deviceFamily", client.deviceFamily());
    put(node, "modelIdentifier", client.modelIdentifier());
    put(node, "pathEnv", hello.pathEnv());
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  /// Whether it is a node, whose commands depend on its platform.
  boolean isNode() {
    return CLAW.equals(text(DIALECT));
  }

  Platform platform() {
    return Platform.of(text("platform"), text("deviceFamily"));
  }

  List<String> commands() {
    return texts(COMMANDS);
  }

  List<String> caps() {
    return texts("caps");
  }

  /// Any field that is text; null when there is none.
  @Nullable String text(String name) {
    JsonNode value = capabilities.path(name);
    return value.isString() ? value.stringValue() : null;
  }

  JsonNode permissions() {
    JsonNode value = capabilities.path("permissions");
    return value.isObject() ? value : JsonMapper.shared().createObjectNode();
  }

  private List<String> texts(String name) {
    return capabilities.path(name) instanceof ArrayNode array
        ? array.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList()
        : List.of();
  }
}
