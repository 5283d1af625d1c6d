package io.signalbox.kit.tools.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON whose strings are texts with variables. A string that is one variable and nothing else
/// becomes the variable's value, of whatever type; where that is absent, a field is left out, and
/// anything else is `null`.
public sealed interface JsonTemplate {

  record Constant(JsonNode value) implements JsonTemplate {}

  record Text(Template template) implements JsonTemplate {}

  record Items(List<JsonTemplate> items) implements JsonTemplate {
    public Items {
      items = List.copyOf(items);
    }
  }

  record Members(Map<String, JsonTemplate> members) implements JsonTemplate {}

  /// Reads the JSON that stands at a place.
  ///
  /// @param most how many fields an object may have, and items a list
  /// @param longest how long a string may be
  static JsonTemplate read(Place place, int most, int longest) {
    JsonNode node = place.any();
    if (node.isString()) {
      Template template = Template.read(place, longest);
      return template.isConstant() ? new Constant(node) : new Text(template);
    }
    if (node.isArray()) {
      List<JsonTemplate> items = new ArrayList<>();
      place.items(0, most).forEach(item -> items.add(read(item, most, longest)));
      return new Items(items);
    }
    if (node.isObject()) {
      Map<String, JsonTemplate> members = new LinkedHashMap<>();
      place.fields(most).forEach((name, at) -> members.put(name, read(at, most, longest)));
      return new Members(members);
    }
    return new Constant(node);
  }

  /// The JSON with the variables' values in it.
  ///
  /// @throws ToolFailure when a text has a variable without a value
  default JsonNode fill(Variables variables) {
    return fill(variables, new Room(BoundedJson.LARGEST));
  }

  private JsonNode fill(Variables variables, Room room) {
    return switch (this) {
      case Constant it -> it.value();
      case Text it -> filled(it.template(), variables, room);
      case Items it -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        it.items().forEach(item -> array.add(item.fill(variables, room)));
        yield array;
      }
      case Members it -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        it.members()
            .forEach((name, member) -> {
              if (!member.isAbsent(variables)) {
                object.set(name, member.fill(variables, room));
              }
            });
        yield object;
      }
    };
  }

  private boolean isAbsent(Variables variables) {
    return this instanceof Text text
        && text.template().isWhole()
        && text.template().value(variables) == null;
  }

  private static JsonNode filled(Template template, Variables variables, Room room) {
    if (!template.isWhole()) {
      return JsonNodeFactory.instance.stringNode(room.claim(template.text(variables)));
    }
    JsonNode value = template.value(variables);
    return value == null ? JsonNodeFactory.instance.nullNode() : value;
  }
}
