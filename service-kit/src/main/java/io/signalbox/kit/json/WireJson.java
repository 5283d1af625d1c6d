package io.signalbox.kit.json;

import io.signalbox.schemas.serde.PlainSchemas;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How a record of the log looks in JSON: the same names, unions unwrapped, times in ISO 8601,
/// fields that hold JSON as what they hold, absent values left out, internal fields hidden.
///
/// Views and live streams both render through here, so history and tail look the same. Nothing but
/// the schema decides: a payload that this version has no class for looks as it does where it is
/// known.
public final class WireJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private WireJson() {}

  /// The dotted name of the fact that a payload tells, such as `run.created`.
  public static String eventType(IndexedRecord payload) {
    String type = payload.getSchema().getProp("eventType");
    if (type == null) {
      throw new IllegalArgumentException(
          "Expected a payload with an eventType, but got " + payload.getSchema().getFullName());
    }
    return type;
  }

  /// The payload as JSON text on one line.
  public static String text(IndexedRecord payload) {
    return MAPPER.writeValueAsString(node(payload));
  }

  /// The payload as a tree.
  public static ObjectNode node(IndexedRecord payload) {
    ObjectNode node = NODES.objectNode();
    for (Schema.Field field : payload.getSchema().getFields()) {
      Object value = payload.get(field.pos());
      if (value != null && !PlainSchemas.isInternal(field)) {
        node.set(field.name(), PlainSchemas.isJson(field) ? json(value.toString()) : value(value));
      }
    }
    return node;
  }

  /// Text that should be JSON, as a tree; as a JSON string where it is not.
  public static JsonNode json(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node.isMissingNode() ? NODES.stringNode(text) : node;
    } catch (JacksonException e) {
      return NODES.stringNode(text);
    }
  }

  private static JsonNode value(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case IndexedRecord nested -> node(nested);
      case Collection<?> items -> array(items);
      case Map<?, ?> entries -> object(entries);
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Float number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Instant time -> NODES.stringNode(time.truncatedTo(ChronoUnit.MICROS).toString());
      default -> NODES.stringNode(value.toString());
    };
  }

  private static ObjectNode object(Map<?, ?> entries) {
    ObjectNode object = NODES.objectNode();
    entries.forEach((name, value) -> object.set(String.valueOf(name), value(value)));
    return object;
  }

  private static ArrayNode array(Collection<?> items) {
    ArrayNode array = NODES.arrayNode();
    items.forEach(item -> array.add(value(item)));
    return array;
  }
}
