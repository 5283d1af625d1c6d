package io.signalbox.edge.health;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// How a part fares.
///
/// @param reason why it is not healthy, for a human; empty when it is
/// @param details numbers such as `lag`
public record PartState(Condition condition, String reason, Map<String, Long> details) {
  public PartState {
    Objects.requireNonNull(condition, "condition");
    details = Map.copyOf(details);
  }

  /// A part that works.
  public static PartState healthy() {
    return new PartState(Condition.HEALTHY, "", Map.of());
  }

  /// A part that works badly.
  public static PartState degraded(String reason) {
    return new PartState(Condition.DEGRADED, reason, Map.of());
  }

  /// A part that does not work.
  public static PartState unhealthy(String reason) {
    return new PartState(Condition.UNHEALTHY, reason, Map.of());
  }

  /// The same with one number more.
  public PartState with(String name, long number) {
    Map<String, Long> more = new HashMap<>(details);
    more.put(name, number);
    return new PartState(condition, reason, more);
  }
}
