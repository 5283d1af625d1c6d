package io.signalbox.dispatcher.call;

/// Whether a tool may be called.
public enum Policy {
  /// Nothing stands in the way.
  ALLOW,
  /// Never.
  DENY,
  /// When somebody approves the call.
  REQUIRE_APPROVAL;

  /// The policy of a name on the wire. A name that this version does not know denies: what nobody
  /// here understands must not open a door.
  public static Policy ofWire(String name) {
    return switch (name) {
      case "allow" -> ALLOW;
      case "require_approval" -> REQUIRE_APPROVAL;
      default -> DENY;
    };
  }
}
