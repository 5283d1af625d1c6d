package io.signalbox.device.tool;

import io.signalbox.device.call.FailureCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The arguments of one call, read field by field; what does not fit is told by field, value and
/// expectation.
public final class Arguments {
  private static final int LONGEST_SHOWN = 80;

  private final JsonNode args;
  private final Set<String> known = new HashSet<>();

  private Arguments(JsonNode args) {
    this.args = args;
  }

  /// The arguments of a call.
  ///
  /// @throws ToolFailure when they are not an object
  public static Arguments of(JsonNode args) throws ToolFailure {
    if (!args.isObject()) {
      throw wrong("args", "a JSON object", args);
    }
    return new Arguments(args);
  }

  /// Text of 1 to so many characters.
  public String text(String name, int longest) throws ToolFailure {
    String expected = "text of 1 to %d characters".formatted(longest);
    JsonNode value = any(name);
    if (value == null || !value.isString()) {
      throw wrong(field(name), expected, value);
    }
    String text = value.stringValue();
    if (text.isEmpty() || text.length() > longest) {
      throw wrong(field(name), expected, value);
    }
    return text;
  }

  /// One of the given words; the given one when there is none.
  public String oneOf(String name, Collection<String> words, String otherwise) throws ToolFailure {
    JsonNode value = any(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isString() || !words.contains(value.stringValue())) {
      throw wrong(field(name), "one of " + String.join(", ", words), value);
    }
    return value.stringValue();
  }

  /// A whole number within bounds, both included; the given one when there is none.
  public long number(String name, long least, long most, long otherwise) throws ToolFailure {
    JsonNode value = any(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw wrong(field(name), "a whole number from %d to %d".formatted(least, most), value);
    }
    return value.longValue();
  }

  /// Any JSON but null; null when there is none.
  public @Nullable JsonNode any(String name) {
    known.add(name);
    JsonNode value = args.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /// Call last: what was not asked for is refused.
  public void done() throws ToolFailure {
    for (String name : args.propertyNames()) {
      if (!known.contains(name)) {
        throw wrong(
            field(name),
            known.isEmpty()
                ? "absent, as the tool takes no arguments"
                : "one of the arguments " + String.join(", ", known.stream().sorted().toList()),
            args.get(name));
      }
    }
  }

  /// The failure for an argument that does not fit.
  ///
  /// @param value null when it is absent
  public static ToolFailure wrong(String field, String expected, @Nullable JsonNode value) {
    return new ToolFailure(
        FailureCode.INVALID_ARGUMENTS,
        "Expected %s to be %s, but it is %s".formatted(field, expected, shown(value)));
  }

  private static String field(String name) {
    return "args." + name;
  }

  private static String shown(@Nullable JsonNode value) {
    if (value == null) {
      return "absent";
    }
    String text = value.toString();
    return text.length() <= LONGEST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN / 2)) + "…";
  }
}
