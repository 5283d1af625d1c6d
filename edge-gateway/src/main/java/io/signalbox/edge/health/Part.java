package io.signalbox.edge.health;

import java.util.Locale;

/// What an edge needs to be of use.
public enum Part {
  /// The brokers: without them nothing can be written, and nothing is heard live.
  KAFKA,
  /// The views and the kept answers: without them nothing that is past can be shown.
  POSTGRES,
  /// The consumer that hears live events.
  TAIL,
  /// Who takes tool calls; told by how far it lags, as services never call each other.
  DISPATCHER;

  /// Whether this instance is of no use without it.
  boolean isVital() {
    return switch (this) {
      case KAFKA, POSTGRES, TAIL -> true;
      case DISPATCHER -> false;
    };
  }

  /// As it stands in answers.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
