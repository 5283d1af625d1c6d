package io.signalbox.edge.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads flags.
public final class Booleans {
  private Booleans() {}

  /// A flag, or null.
  public static @Nullable Boolean optional(Fields fields, String name) {
    JsonNode value = fields.any(name);
    if (value != null && !value.isBoolean()) {
      fields.reject(name, "true or false");
    }
    return value != null && value.isBoolean() ? (Boolean) value.booleanValue() : null;
  }

  /// A flag that must be there.
  public static boolean required(Fields fields, String name) {
    Boolean found = optional(fields, name);
    if (found == null && fields.any(name) == null) {
      fields.reject(name, "true or false");
    }
    return Boolean.TRUE.equals(found);
  }
}
