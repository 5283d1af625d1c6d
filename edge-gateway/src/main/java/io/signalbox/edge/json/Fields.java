package io.signalbox.edge.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of an object and notes what is wrong with them; nothing is ever converted.
///
/// A wrong field yields a stand-in, so that one pass finds everything; [#check] throws before a
/// stand-in is used. `null` counts as absent.
public final class Fields {
  private final ObjectNode node;
  private final String path;
  private final List<FieldError> errors;

  private Fields(ObjectNode node, String path, List<FieldError> errors) {
    this.node = node;
    this.path = path;
    this.errors = errors;
  }

  /// The fields of an input.
  public static Fields of(ObjectNode node) {
    return new Fields(node, "", new ArrayList<>());
  }

  /// The fields of an input that is a part of a larger one.
  public static Fields of(ObjectNode node, String path) {
    return new Fields(node, path, new ArrayList<>());
  }

  /// Passes only if nothing was wrong so far.
  ///
  /// @throws InvalidInputException when something was
  public void check() {
    if (!errors.isEmpty()) {
      throw new InvalidInputException(errors);
    }
  }

  /// Notes that a field is wrong.
  public void reject(String name, String expected) {
    errors.add(new FieldError(path(name), node.get(name), expected));
  }

  /// Notes that something within a field is wrong.
  ///
  /// @param place its path from here on, as `a.b[0]`
  /// @param found what is there; null when nothing is
  public void reject(String place, @Nullable JsonNode found, String expected) {
    errors.add(new FieldError(path(place), found, expected));
  }

  /// Whether the field is there, be it `null`.
  public boolean has(String name) {
    return node.has(name);
  }

  /// Any JSON; null when the field is absent or `null`.
  public @Nullable JsonNode any(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /// A non-blank string of at most `longest` characters.
  public String text(String name, int longest) {
    String found = optionalText(name, longest);
    if (found == null && any(name) == null) {
      reject(name, textOf(longest));
    }
    return found == null ? "" : found;
  }

  /// A non-blank string of at most `longest` characters, or null.
  public @Nullable String optionalText(String name, int longest) {
    JsonNode value = any(name);
    if (value == null) {
      return null;
    }
    if (value.isString() && isText(value.stringValue(), longest)) {
      return value.stringValue();
    }
    reject(name, textOf(longest));
    return null;
  }

  /// Any string, be it empty or long; null when absent.
  public @Nullable String optionalString(String name) {
    JsonNode value = any(name);
    if (value != null && !value.isString()) {
      reject(name, "a string");
      return null;
    }
    return value == null ? null : value.stringValue();
  }

  /// A string that fulfils a condition.
  public String text(String name, Predicate<String> condition, String expected) {
    JsonNode value = any(name);
    if (value != null && value.isString() && condition.test(value.stringValue())) {
      return value.stringValue();
    }
    reject(name, expected);
    return "";
  }

  /// One of a few strings; `otherwise` when absent.
  public String oneOf(String name, List<String> allowed, String otherwise) {
    return any(name) == null
        ? otherwise
        : text(name, allowed::contains, "one of " + String.join(", ", allowed));
  }

  /// One of a few strings, or null.
  public @Nullable String optionalOneOf(String name, List<String> allowed) {
    return any(name) == null ? null : oneOf(name, allowed, "");
  }

  /// A string that fulfils a condition, or null.
  public @Nullable String optionalText(String name, Predicate<String> condition, String expected) {
    return any(name) == null ? null : text(name, condition, expected);
  }

  /// A whole number within bounds, or null.
  public @Nullable Long optionalNumber(String name, long least, long most) {
    JsonNode value = any(name);
    if (value == null) {
      return null;
    }
    if (value.isIntegralNumber()
        && value.canConvertToLong()
        && value.longValue() >= least
        && value.longValue() <= most) {
      return value.longValue();
    }
    reject(name, "a whole number from %d to %d".formatted(least, most));
    return null;
  }

  /// An object.
  public Fields object(String name) {
    Fields found = optionalObject(name);
    if (found == null && any(name) == null) {
      reject(name, "an object");
    }
    return found == null ? part(JsonNodeFactory.instance.objectNode(), path(name)) : found;
  }

  /// An object, or null.
  public @Nullable Fields optionalObject(String name) {
    JsonNode value = any(name);
    if (value == null) {
      return null;
    }
    if (value.isObject()) {
      return part(value.asObject(), path(name));
    }
    reject(name, "an object");
    return null;
  }

  /// An array of objects; empty when absent.
  public List<Fields> objects(String name) {
    List<Fields> found = new ArrayList<>();
    List<JsonNode> items = items(name);
    for (int index = 0; index < items.size(); index++) {
      String place = path(name) + "[" + index + "]";
      if (items.get(index).isObject()) {
        found.add(part(items.get(index).asObject(), place));
      } else {
        errors.add(new FieldError(place, items.get(index), "an object"));
      }
    }
    return found;
  }

  /// An array of non-blank strings of at most `longest` characters; empty when absent.
  public List<String> texts(String name, int longest) {
    List<String> found = new ArrayList<>();
    List<JsonNode> items = items(name);
    for (int index = 0; index < items.size(); index++) {
      JsonNode item = items.get(index);
      if (item.isString() && isText(item.stringValue(), longest)) {
        found.add(item.stringValue());
      } else {
        errors.add(new FieldError(path(name) + "[" + index + "]", item, textOf(longest)));
      }
    }
    return found;
  }

  /// The object itself.
  public ObjectNode node() {
    return node;
  }

  private List<JsonNode> items(String name) {
    JsonNode value = any(name);
    if (value != null && !value.isArray()) {
      reject(name, "an array");
    }
    return value != null && value.isArray() ? List.copyOf(value.values()) : List.of();
  }

  private Fields part(ObjectNode part, String place) {
    return new Fields(part, place, errors);
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static boolean isText(String text, int longest) {
    return !text.isBlank() && text.length() <= longest;
  }

  private static String textOf(int longest) {
    return "a non-blank string of at most %d characters".formatted(longest);
  }
}
