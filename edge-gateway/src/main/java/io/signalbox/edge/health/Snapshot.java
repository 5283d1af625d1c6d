package io.signalbox.edge.health;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/// How an instance fared when it was last looked at.
///
/// @param condition of all parts together
/// @param ready whether new clients are welcome
/// @param stopping whether it is being stopped
/// @param parts those that have been looked at
/// @param checkedAt when
public record Snapshot(
    Condition condition,
    boolean ready,
    boolean stopping,
    Map<Part, PartState> parts,
    Instant checkedAt) {
  public Snapshot {
    parts = Map.copyOf(parts);
  }

  /// Whether both say the same; numbers and times aside.
  boolean saysTheSameAs(Snapshot other) {
    return condition == other.condition
        && ready == other.ready
        && stopping == other.stopping
        && conditions().equals(other.conditions());
  }

  /// How each part fares.
  Map<Part, Condition> conditions() {
    return parts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, part -> part.getValue().condition()));
  }
}
