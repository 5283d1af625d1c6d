package io.signalbox.edge.apidocs;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The socket of operators and nodes: a request and a response for each method, an operation that
/// ties them together, and a message for each event.
final class OperatorPart {
  private static final String FAILURE = "response.error";
  private static final String SCHEMAS = "#/components/schemas/";

  private final Channels channels;
  private final ObjectNode operators;

  OperatorPart(Channels channels, ObjectNode operators) {
    this.channels = channels;
    this.operators = operators;
  }

  void add() {
    Map<String, ObjectNode> made = channels.sockets(operators);
    channels.addMessage(made, FAILURE, operators.get("failure").asObject());
    operators
        .get("methods")
        .properties()
        .forEach(method -> addMethod(made, method.getKey(), method.getValue().asObject()));
    operators
        .get("events")
        .properties()
        .forEach(event -> addEvent(made, event.getKey(), event.getValue().asObject()));
    List<String> events =
        operators.get("events").propertyNames().stream().map(OperatorPart::eventMessage).toList();
    made.keySet()
        .forEach(channel -> channels.addOperation("send." + channel, "send", channel, events));
  }

  static String eventMessage(String event) {
    return "event." + event;
  }

  private void addMethod(Map<String, ObjectNode> made, String name, ObjectNode method) {
    String needs = method.get("needs").stringValue();
    String summary = method.get("summary").stringValue();
    ObjectNode request = message(summary, "OperatorRequest");
    ObjectNode asked = request.get("payload").get("properties").asObject();
    asked.putObject("method").put("const", name);
    asked.set("params", method.get("params"));
    copyExamples(method, request, "request");
    request.put("x-needs", needs);
    request.put("x-idempotency-key", method.path("idempotencyKey").asString("none"));
    channels.addMessage(made, name + ".request", request);

    ObjectNode response = message("Answers `" + name + "`.", "OperatorResponse");
    ObjectNode answered = response.get("payload").get("properties").asObject();
    answered.putObject("ok").put("const", true);
    answered.set("payload", anyOf(method.get("results")));
    copyExamples(method, response, "response");
    channels.addMessage(made, name + ".response", response);
    made.keySet().forEach(channel -> addCall(channel, name, needs, summary));
  }

  private void addCall(String channel, String name, String needs, String summary) {
    ObjectNode call =
        channels.addOperation(
            "receive." + channel + "." + name, "receive", channel, List.of(name + ".request"));
    call.put("summary", summary);
    call.put("description", "Needs: " + needs + ".");
    ObjectNode reply = call.putObject("reply");
    reply.set("channel", channels.reference("channels", channel));
    reply.set("messages", channels.references(channel, List.of(name + ".response", FAILURE)));
  }

  private void addEvent(Map<String, ObjectNode> made, String name, ObjectNode event) {
    ObjectNode message = message(event.get("summary").stringValue(), "OperatorEvent");
    ObjectNode properties = message.get("payload").get("properties").asObject();
    properties.putObject("event").put("const", name);
    properties.set("payload", event.get("payload"));
    copyExamples(event, message, "example");
    message.put("x-to", event.get("to").stringValue());
    message.put("x-droppable", event.path("droppable").asBoolean(false));
    channels.addMessage(made, eventMessage(name), message);
  }

  private ObjectNode message(String summary, String frame) {
    ObjectNode message = operators.objectNode();
    message.put("summary", summary);
    ObjectNode payload = message.putObject("payload");
    payload.putArray("allOf").addObject().put("$ref", SCHEMAS + frame);
    payload.putObject("properties");
    return message;
  }

  private static void copyExamples(ObjectNode from, ObjectNode to, String name) {
    if (from.has(name)) {
      to.putArray("examples").add(from.get(name));
    }
  }

  private JsonNode anyOf(JsonNode schemas) {
    if (schemas.size() == 1) {
      return schemas.get(0);
    }
    ObjectNode any = operators.objectNode();
    ArrayNode list = any.putArray("anyOf");
    schemas.forEach(list::add);
    return any;
  }
}
