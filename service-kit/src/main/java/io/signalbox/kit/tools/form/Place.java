package io.signalbox.kit.tools.form;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A place in a tool's definition, and what stands there. Whatever is read is checked; nothing is
/// ever converted, and JSON `null` counts as absent.
///
/// @param path from the tool's definition on
/// @param node what stands there, even if it is JSON `null`; null = nothing
public record Place(String path, @Nullable JsonNode node) {

  /// The place of a field of the object that stands here.
  ///
  /// @throws ToolFormatException when something else stands here
  public Place field(String name) {
    return new Place(path + "." + name, object().get(name));
  }

  public boolean isAbsent() {
    return node == null || node.isNull();
  }

  /// What stands here, whatever it is.
  public JsonNode any() {
    if (node == null) {
      throw expected("any JSON");
    }
    return node;
  }

  public JsonNode object() {
    if (node == null || !node.isObject()) {
      throw expected("an object");
    }
    return node;
  }

  /// The fields of the object that stands here, in their order; none if nothing does.
  ///
  /// @param most how many there may be
  public Map<String, Place> fields(int most) {
    Map<String, Place> fields = new LinkedHashMap<>();
    if (isAbsent()) {
      return fields;
    }
    if (object().size() > most) {
      throw expected("at most %d fields".formatted(most));
    }
    object().properties().forEach(each -> fields.put(each.getKey(), field(each.getKey())));
    return fields;
  }

  /// The items of the list that stands here.
  public List<Place> items(int least, int most) {
    if (node == null || !node.isArray() || node.size() < least || node.size() > most) {
      throw expected("a list of %d to %d items".formatted(least, most));
    }
    List<Place> items = new ArrayList<>();
    for (int index = 0; index < node.size(); index++) {
      items.add(new Place("%s[%d]".formatted(path, index), node.get(index)));
    }
    return items;
  }

  /// A string of at most `longest` characters.
  public String text(int longest) {
    if (node == null || !node.isString() || node.stringValue().length() > longest) {
      throw expected("a string of at most %d characters".formatted(longest));
    }
    return node.stringValue();
  }

  /// One of a few strings.
  public String oneOf(List<String> allowed) {
    if (node == null || !node.isString() || !allowed.contains(node.stringValue())) {
      throw expected("one of " + String.join(", ", allowed));
    }
    return node.stringValue();
  }

  /// A whole number within bounds.
  public long whole(long least, long most) {
    if (node == null
        || !node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < least
        || node.longValue() > most) {
      throw expected("a whole number from %d to %d".formatted(least, most));
    }
    return node.longValue();
  }

  /// `true` or `false`.
  public boolean flag() {
    if (node == null || !node.isBoolean()) {
      throw expected("true or false");
    }
    return node.booleanValue();
  }

  /// Passes if the object that stands here has no other fields: a misspelt one would be ignored
  /// otherwise.
  public void hasOnly(String... names) {
    List<String> known = Arrays.asList(names);
    for (String name : object().propertyNames()) {
      if (!known.contains(name)) {
        throw field(name).expected("no such field, only " + String.join(", ", known));
      }
    }
  }

  /// What is thrown when something else is expected here.
  public ToolFormatException expected(String expected) {
    return new ToolFormatException(path, node, expected);
  }
}
