package io.signalbox.kit.tools.form;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What messages call a value.
public final class Kinds {
  private Kinds() {}

  public static String of(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return "nothing";
    }
    if (node.isArray()) {
      return "a list";
    }
    if (node.isObject()) {
      return "an object";
    }
    return node.isString() ? "a string" : node.isNumber() ? "a number" : "a boolean";
  }
}
