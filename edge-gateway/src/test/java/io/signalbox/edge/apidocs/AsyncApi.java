package io.signalbox.edge.apidocs;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The AsyncAPI document as tests use it: which messages there are, and whether frames are as it
/// says.
public final class AsyncApi {
  private final ObjectNode document = MessageDocument.read();
  private final Schemas schemas = new Schemas(document);

  private AsyncApi() {}

  /// The document as it is served.
  public static AsyncApi read() {
    return new AsyncApi();
  }

  /// Names of messages of a channel that this service sends or receives, answers to calls aside.
  ///
  /// @param action `send` or `receive`
  public Set<String> messages(String channel, String action) {
    Set<String> names = new TreeSet<>();
    String reference = "#/channels/" + channel;
    for (JsonNode operation : document.get("operations")) {
      if (operation.get("action").stringValue().equals(action)
          && operation.at("/channel/$ref").stringValue().equals(reference)) {
        operation
            .get("messages")
            .forEach(
                each -> names.add(each.get("$ref").stringValue().replaceFirst(".*/messages/", "")));
      }
    }
    return names;
  }

  /// A member that the document adds to a message, such as `x-needs`.
  public String extra(String message, String name) {
    return document.at("/components/messages").path(message).path(name).asString("");
  }

  /// Addresses of the channels of WebSockets.
  public Set<String> sockets() {
    Set<String> addresses = new TreeSet<>();
    for (JsonNode channel : document.get("channels")) {
      if (channel.get("servers").toString().contains("#/servers/edge")) {
        addresses.add(channel.get("address").stringValue());
      }
    }
    return addresses;
  }

  /// What is wrong with a frame.
  public List<String> errors(String message, JsonNode frame) {
    JsonNode payload = document.at("/components/messages").path(message).path("payload");
    return payload.isMissingNode()
        ? List.of(
            "Expected apidocs/messages to describe " + message + ", but it does not: " + frame)
        : schemas.errors(payload, frame);
  }
}
