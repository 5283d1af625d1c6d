package io.signalbox.edge.apidocs;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Channels, messages and operations of an AsyncAPI document that is being made.
final class Channels {
  private final ObjectNode document;

  Channels(ObjectNode document) {
    this.document = document;
  }

  /// Adds a WebSocket's channels, one for each of its addresses.
  ///
  /// @return the messages of each channel, by the channel's name
  Map<String, ObjectNode> sockets(ObjectNode socket) {
    Map<String, ObjectNode> made = new LinkedHashMap<>();
    socket
        .get("addresses")
        .properties()
        .forEach(address -> {
          ObjectNode channel = add(address.getKey(), address.getValue().stringValue(), "edge");
          channel.set("title", socket.get("title"));
          channel.set("description", socket.get("description"));
          made.put(address.getKey(), channel.putObject("messages"));
        });
    return made;
  }

  /// Adds a channel without messages.
  ObjectNode add(String name, String address, String server) {
    ObjectNode channel = document.get("channels").asObject().putObject(name);
    channel.put("address", address);
    channel.putArray("servers").add(reference("servers", server));
    return channel;
  }

  /// Adds a message, and lets channels carry it.
  ///
  /// @param frame with `summary` and `payload`; with `examples` of payloads, if there are any
  void addMessage(Map<String, ObjectNode> channels, String name, ObjectNode frame) {
    ObjectNode message = document.get("components").get("messages").asObject().putObject(name);
    message.put("name", name);
    message.setAll(frame);
    JsonNode examples = message.get("examples");
    if (examples != null) {
      ArrayNode wrapped = message.putArray("examples");
      examples.forEach(example -> wrapped.addObject().set("payload", example));
    }
    channels
        .values()
        .forEach(messages -> messages.set(name, reference("components/messages", name)));
  }

  /// Adds an operation of this service.
  ///
  /// @param action `send` or `receive`
  ObjectNode addOperation(String name, String action, String channel, Collection<String> messages) {
    ObjectNode operation = document.get("operations").asObject().putObject(name);
    operation.put("action", action);
    operation.set("channel", reference("channels", channel));
    operation.set("messages", references(channel, messages));
    return operation;
  }

  /// References to messages of a channel.
  ArrayNode references(String channel, Collection<String> messages) {
    ArrayNode list = document.arrayNode();
    messages.forEach(each -> list.add(reference("channels/" + channel + "/messages", each)));
    return list;
  }

  ObjectNode reference(String where, String name) {
    return document.objectNode().put("$ref", "#/" + where + "/" + name);
  }
}
