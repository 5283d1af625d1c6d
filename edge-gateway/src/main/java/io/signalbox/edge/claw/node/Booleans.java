package io.signalbox.edge.claw.node;

import io.signalbox.edge.json.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads flags.
final class Booleans {
  private Booleans() {}

  /// A flag, or null.
  static @Nullable Boolean optional(Fields fields, String name) {
    JsonNode value = fields.any(name);
    if (value != null && !value.isBoolean()) {
      fields.reject(name, "true or false");
    }
    return value != null && value.isBoolean() ? (Boolean) value.booleanValue() : null;
  }

  /// A flag that must be there.
  static boolean required(Fields fields, String name) {
    Boolean found = optional(fields, name);
    if (found == null && fields.any(name) == null) {
      fields.reject(name, "true or false");
    }
    return Boolean.TRUE.equals(found);
  }
}
