package io.signalbox.edge.claw;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an operator may do. What one scope implies is worked out once, when the connection opens.
public enum Scope {
  READ("operator.read"),
  WRITE("operator.write"),
  ADMIN("operator.admin"),
  APPROVALS("operator.approvals"),
  PAIRING("operator.pairing");

  private final String wireName;

  Scope(String wireName) {
    this.wireName = wireName;
  }

  /// As clients write it, such as `operator.read`.
  public String wireName() {
    return wireName;
  }

  /// The scope of a name; null when there is none.
  public static @Nullable Scope of(String wireName) {
    for (Scope each : values()) {
      if (each.wireName.equals(wireName)) {
        return each;
      }
    }
    return null;
  }

  /// This scope and all that it implies.
  public Set<Scope> implied() {
    return switch (this) {
      case ADMIN -> EnumSet.allOf(Scope.class);
      case WRITE, APPROVALS, PAIRING -> EnumSet.of(this, READ);
      case READ -> EnumSet.of(READ);
    };
  }
}
