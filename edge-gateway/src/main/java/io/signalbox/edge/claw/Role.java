package io.signalbox.edge.claw;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a connection is for.
public enum Role {
  /// Calls methods and hears events, as its scopes allow.
  OPERATOR,
  /// Executes commands for operators; has no scopes.
  NODE;

  /// As clients write it.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role of a name; null when there is none.
  public static @Nullable Role of(String wireName) {
    for (Role each : values()) {
      if (each.wireName().equals(wireName)) {
        return each;
      }
    }
    return null;
  }
}
