package io.signalbox.edge.apidocs;

import io.signalbox.schemas.serde.PlainSchemas;
import java.util.List;
import org.apache.avro.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON Schemas of records of the log as clients see them: what `WireJson` writes, said by the same
/// Avro schemas. So a field that is added there is in the documents, with its description.
final class AvroSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String REFERENCE = "#/components/schemas/";

  private final ObjectNode schemas;

  /// @param schemas where named schemas are put
  AvroSchemas(ObjectNode schemas) {
    this.schemas = schemas;
  }

  /// Adds the payloads of a union of events, and `name`: any of them in its frame.
  ///
  /// @param frame the schema of the members that all of them have
  void addEvents(String name, String frame, List<Schema> payloads) {
    ObjectNode any = schemas.putObject(name);
    any.put("description", "One event: its `type` says what its `data` is.");
    ArrayNode kinds = any.putArray("oneOf");
    ArrayNode types = NODES.arrayNode();
    for (Schema payload : payloads) {
      String type = payload.getProp("eventType");
      types.add(type);
      ObjectNode kind = event(frame, payload.getDoc());
      kind.get("properties").asObject().putObject("type").put("const", type);
      kind.get("properties").asObject().set("data", reference(payload));
      String kindName = payload.getName() + "Event";
      schemas.set(kindName, kind);
      kinds.addObject().put("$ref", REFERENCE + kindName);
    }
    kinds.addObject().put("$ref", REFERENCE + "UnknownEvent");
    ObjectNode unknown =
        event(frame, "An event of a kind that is newer than this document; take what you know.");
    unknown.get("properties").asObject().putObject("type").putObject("not").set("enum", types);
    schemas.set("UnknownEvent", unknown);
  }

  private static ObjectNode event(String frame, String description) {
    ObjectNode event = NODES.objectNode();
    event.put("description", description);
    event.putArray("allOf").addObject().put("$ref", REFERENCE + frame);
    event.putObject("properties");
    return event;
  }

  /// A reference to a record's schema, which is added if it is not there yet.
  private ObjectNode reference(Schema record) {
    if (!schemas.has(record.getName())) {
      ObjectNode schema = schemas.putObject(record.getName());
      describe(schema, record);
    }
    return NODES.objectNode().put("$ref", REFERENCE + record.getName());
  }

  private void describe(ObjectNode schema, Schema record) {
    schema.put("type", "object");
    schema.put("description", record.getDoc());
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = NODES.arrayNode();
    for (Schema.Field field : record.getFields()) {
      if (!PlainSchemas.isInternal(field)) {
        ObjectNode property = PlainSchemas.isJson(field) ? json() : node(field.schema());
        property.put("description", field.doc());
        properties.set(field.name(), property);
        if (!field.schema().isNullable()) {
          required.add(field.name());
        }
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
  }

  /// Any JSON.
  private static ObjectNode json() {
    return NODES.objectNode();
  }

  private ObjectNode node(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> reference(schema);
      case ARRAY -> {
        ObjectNode array = NODES.objectNode().put("type", "array");
        array.set("items", node(schema.getElementType()));
        yield array;
      }
      case MAP -> {
        ObjectNode map = NODES.objectNode().put("type", "object");
        map.set("additionalProperties", node(schema.getValueType()));
        yield map;
      }
      case UNION -> present(schema);
      case ENUM -> {
        ObjectNode symbols = NODES.objectNode().put("type", "string");
        schema.getEnumSymbols().forEach(symbols.putArray("enum")::add);
        yield symbols;
      }
      case LONG -> schema.getLogicalType() == null ? type("integer") : time();
      case INT -> type("integer");
      case FLOAT, DOUBLE -> type("number");
      case BOOLEAN -> type("boolean");
      case STRING, BYTES, FIXED -> type("string");
      case NULL -> type("null");
    };
  }

  /// What a union is when it is not null; a null is left out.
  private ObjectNode present(Schema union) {
    List<ObjectNode> kinds =
        union.getTypes().stream()
            .filter(each -> each.getType() != Schema.Type.NULL)
            .map(this::node)
            .toList();
    if (kinds.size() == 1) {
      return kinds.getFirst();
    }
    ObjectNode any = NODES.objectNode();
    any.putArray("anyOf").addAll(kinds);
    return any;
  }

  private static ObjectNode type(String name) {
    return NODES.objectNode().put("type", name);
  }

  private static ObjectNode time() {
    return type("string").put("format", "date-time");
  }

  /// A schema as it stands in its source file, with those that it refers to.
  static JsonNode plain(Schema schema) {
    return JsonMapper.shared().readTree(PlainSchemas.of(schema).toString());
  }
}
