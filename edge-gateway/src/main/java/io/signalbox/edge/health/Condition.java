package io.signalbox.edge.health;

import java.util.Locale;

/// How a part fares, or all of them together; from good to bad.
public enum Condition {
  HEALTHY,
  DEGRADED,
  UNHEALTHY;

  /// As it stands in answers.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
