package io.signalbox.edge.claw;

import io.signalbox.edge.json.InvalidInputException;
import io.signalbox.edge.json.JsonInput;
import io.signalbox.edge.json.MalformedJsonException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A frame as a peer sends it.
sealed interface Frame {
  int LONGEST_ID = 256;

  /// Asks for something.
  record Request(String id, String method, Params params) implements Frame {}

  /// Answers something. Nothing is ever asked here, so its content is not looked at.
  record Response(String id) implements Frame {}

  /// Tells something.
  record Event(String event) implements Frame {}

  /// Reads a frame.
  ///
  /// @throws FrameException when it is none
  static Frame parse(byte[] text) {
    ObjectNode node = object(text);
    String id = idOf(node);
    String type = string(node, "type", ParseCode.MISSING_TYPE, id);
    return switch (type) {
      case "req" -> request(node, id);
      case "res" -> response(node, id);
      case "event" -> event(node, id);
      default ->
          throw new FrameException(
              ParseCode.UNKNOWN_TYPE,
              id,
              "Expected type to be req, res or event, but it is " + shortened(type));
    };
  }

  private static ObjectNode object(byte[] text) {
    try {
      return JsonInput.object(text, "frame");
    } catch (MalformedJsonException e) {
      throw new FrameException(ParseCode.INVALID_JSON, FrameException.NO_ID, message(e));
    } catch (InvalidInputException e) {
      throw new FrameException(ParseCode.INVALID_FRAME, FrameException.NO_ID, message(e));
    }
  }

  private static Request request(ObjectNode node, String id) {
    requireId(node, id);
    String method = string(node, "method", ParseCode.MISSING_METHOD, id);
    only(node, id, Set.of("type", "id", "method", "params", Params.KEY));
    JsonNode params = node.get("params");
    if (params != null && !params.isNull() && !params.isObject()) {
      throw invalid(id, "params", "an object");
    }
    JsonNode key = node.get(Params.KEY);
    if (key != null && !key.isNull() && !isText(key)) {
      throw invalid(id, Params.KEY, "a string of 1 to %d characters".formatted(LONGEST_ID));
    }
    return new Request(id, method, new Params(objectOr(params), textOr(key)));
  }

  private static Response response(ObjectNode node, String id) {
    requireId(node, id);
    JsonNode ok = node.get("ok");
    if (ok == null || ok.isNull()) {
      throw new FrameException(ParseCode.MISSING_OK, id, "Expected ok, but it is missing");
    }
    if (!ok.isBoolean()) {
      throw invalid(id, "ok", "true or false");
    }
    only(node, id, Set.of("type", "id", "ok", "payload", "error"));
    return new Response(id);
  }

  private static Event event(ObjectNode node, String id) {
    String name = string(node, "event", ParseCode.MISSING_EVENT, id);
    only(node, id, Set.of("type", "event", "payload", "seq", "stateVersion"));
    return new Event(name);
  }

  private static void requireId(ObjectNode node, String id) {
    JsonNode given = node.get("id");
    if (given == null || given.isNull()) {
      throw new FrameException(ParseCode.MISSING_ID, id, "Expected id, but it is missing");
    }
    if (!isText(given)) {
      throw invalid(id, "id", "a string of 1 to %d characters".formatted(LONGEST_ID));
    }
  }

  private static void only(ObjectNode node, String id, Set<String> allowed) {
    for (String name : node.propertyNames()) {
      if (!allowed.contains(name)) {
        throw invalid(id, shortened(name), "absent");
      }
    }
  }

  private static String string(ObjectNode node, String name, ParseCode missing, String id) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      throw new FrameException(missing, id, "Expected %s, but it is missing".formatted(name));
    }
    if (!isText(value)) {
      throw invalid(id, name, "a string of 1 to %d characters".formatted(LONGEST_ID));
    }
    return value.stringValue();
  }

  private static FrameException invalid(String id, String name, String expected) {
    return new FrameException(
        ParseCode.INVALID_FRAME, id, "Expected %s to be %s, but it is not".formatted(name, expected));
  }

  private static String idOf(ObjectNode node) {
    JsonNode id = node.get("id");
    return id != null && isText(id) ? id.stringValue() : FrameException.NO_ID;
  }

  private static boolean isText(JsonNode node) {
    return node.isString()
        && !node.stringValue().isEmpty()
        && node.stringValue().length() <= LONGEST_ID;
  }

  private static ObjectNode objectOr(@Nullable JsonNode params) {
    return params == null || params.isNull()
        ? JsonNodeFactory.instance.objectNode()
        : params.asObject();
  }

  private static @Nullable String textOr(@Nullable JsonNode key) {
    return key == null || key.isNull() ? null : key.stringValue();
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static String message(RuntimeException e) {
    return Objects.toString(e.getMessage());
  }
}
