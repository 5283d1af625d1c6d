package io.signalbox.edge.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One thing that is wrong with an input.
///
/// @param field path of the field, such as `config.tools[0].name`
/// @param value what is there; null when nothing is
/// @param expected what should be there, as the end of the sentence "Expected ... to be"
public record FieldError(String field, @Nullable JsonNode value, String expected) {
  private static final int SHOWN = 80;

  /// As a sentence.
  public String sentence() {
    return value == null
        ? "Expected %s to be %s, but it is missing".formatted(field, expected)
        : "Expected %s to be %s, but it is %s".formatted(field, expected, shown());
  }

  /// The value as it may be shown: short, and only the kind of what has parts.
  public @Nullable String shown() {
    if (value == null) {
      return null;
    }
    if (value.isContainer()) {
      return value.isArray() ? "an array" : "an object";
    }
    String text = value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
