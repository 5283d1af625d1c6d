package io.signalbox.edge.health;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/// What follows from the parts for the whole.
///
/// | parts | the whole |
/// |---|---|
/// | none looked at, or all healthy | healthy |
/// | a vital one unhealthy | unhealthy |
/// | anything else | degraded |
final class TruthTable {
  private static final Set<Part> NEEDED_TO_BEGIN = Set.of(Part.KAFKA, Part.POSTGRES);

  private TruthTable() {}

  /// The condition of all parts together.
  static Condition together(Map<Part, Condition> parts) {
    Condition worst = Condition.HEALTHY;
    for (Map.Entry<Part, Condition> part : parts.entrySet()) {
      worst = worse(worst, weighed(part.getKey(), part.getValue()));
    }
    return worst;
  }

  /// Whether new clients are welcome. Once an instance has reached what it needs it stays ready
  /// while that is away: every other instance misses the same, and clients that are sent away could
  /// not even watch.
  ///
  /// @param reached parts that have worked at least once
  static boolean ready(Collection<Part> reached, boolean stopping) {
    return !stopping && reached.containsAll(NEEDED_TO_BEGIN);
  }

  private static Condition weighed(Part part, Condition condition) {
    return switch (condition) {
      case HEALTHY, DEGRADED -> condition;
      case UNHEALTHY -> part.isVital() ? Condition.UNHEALTHY : Condition.DEGRADED;
    };
  }

  private static Condition worse(Condition one, Condition other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
