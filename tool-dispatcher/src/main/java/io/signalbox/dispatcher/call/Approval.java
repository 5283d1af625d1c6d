package io.signalbox.dispatcher.call;

import java.util.Optional;

/// What became of the approval that a call waited for.
public enum Approval {
  /// This call may be executed.
  ALLOWED_ONCE("allow-once"),
  /// It may not.
  DENIED("deny"),
  /// Nobody decided in time.
  EXPIRED("expired");

  private final String wireName;

  Approval(String wireName) {
    this.wireName = wireName;
  }

  /// The name on the wire.
  public String wireName() {
    return wireName;
  }

  /// What somebody can decide, by its name on the wire; empty when it is none.
  static Optional<Approval> ofDecision(String name) {
    return switch (name) {
      case "allow-once" -> Optional.of(ALLOWED_ONCE);
      case "deny" -> Optional.of(DENIED);
      default -> Optional.empty();
    };
  }
}
