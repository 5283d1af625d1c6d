package io.signalbox.edge.apidocs;

import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.topic.Topic;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import tools.jackson.databind.node.ObjectNode;

/// The AsyncAPI document. Its parts list what there is, in the words of people: the frames of
/// sockets under `x-sockets`, methods and events of operators under `x-operators`, topics under
/// `x-topics`. Channels, messages and operations are made of that here.
final class MessageDocument {
  private final ObjectNode document;

  private MessageDocument(ObjectNode document) {
    this.document = document;
  }

  static ObjectNode read() {
    return new MessageDocument(Parts.read("asyncapi.yaml")).assemble();
  }

  /// The schema of a topic's values.
  static Schema schema(Topic<?> topic) {
    return SpecificData.get().getSchema(topic.value());
  }

  private ObjectNode assemble() {
    ObjectNode schemas = document.get("components").get("schemas").asObject();
    new AvroSchemas(schemas)
        .addEvents(
            "RunEvent", "RunEventFrame", RunEvent.SCHEMA$.getField("payload").schema().getTypes());
    Channels channels = new Channels(document);
    take("x-sockets")
        .properties()
        .forEach(socket -> new SocketPart(channels, socket.getValue().asObject()).add());
    new OperatorPart(channels, take("x-operators")).add();
    new TopicPart(channels, take("x-topics")).add();
    return document;
  }

  private ObjectNode take(String name) {
    return document.remove(name).asObject();
  }

  /// Frames that are listed one by one.
  private record SocketPart(Channels channels, ObjectNode socket) {
    void add() {
      Map<String, ObjectNode> made = channels.sockets(socket);
      frames(made, "receives", "receive");
      frames(made, "sends", "send");
    }

    private void frames(Map<String, ObjectNode> made, String list, String action) {
      socket
          .get(list)
          .properties()
          .forEach(frame ->
              channels.addMessage(made, frame.getKey(), frame.getValue().asObject().deepCopy()));
      made.keySet()
          .forEach(channel ->
              channels.addOperation(
                  action + "." + channel, action, channel, socket.get(list).propertyNames()));
    }
  }
}
