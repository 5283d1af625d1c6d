package io.signalbox.edge.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// What is known of all edges, as of a moment. Never changes; each word makes a new one.
///
/// @param edges by their id, and when each was heard of
public record EdgeTable(Map<String, Heard> edges) {
  static final EdgeTable EMPTY = new EdgeTable(Map.of());

  public EdgeTable {
    edges = Map.copyOf(edges);
  }

  /// What an edge said, and when we heard it.
  public record Heard(EdgeView view, Instant at) {}

  /// With what an edge says now. Its last word takes it away.
  EdgeTable with(EdgeView view, Instant now) {
    Map<String, Heard> next = new HashMap<>(edges);
    if (view.stopping()) {
      next.remove(view.edgeId());
    } else {
      next.put(view.edgeId(), new Heard(view, now));
    }
    return new EdgeTable(next);
  }

  /// Without edges that have been silent for too long.
  EdgeTable without(Duration silence, Instant now) {
    Map<String, Heard> next = new HashMap<>(edges);
    next.values().removeIf(heard -> heard.at().plus(silence).isBefore(now));
    return next.size() == edges.size() ? this : new EdgeTable(next);
  }

  /// How many there are of something on all edges.
  public int total(ToIntFunction<EdgeView> count) {
    return edges.values().stream().mapToInt(heard -> count.applyAsInt(heard.view())).sum();
  }

  /// The clients of all edges, each once: those that are there first, then the newest.
  ///
  /// @param most how many
  public List<PresenceEntry> presence(int most) {
    Map<List<String>, PresenceEntry> merged = new LinkedHashMap<>();
    edges.values().stream()
        .map(heard -> heard.view().presence())
        .flatMap(Collection::stream)
        .forEach(entry ->
            merged.merge(List.of(entry.tenant(), entry.key()), entry, PresenceEntry::and));
    return merged.values().stream()
        .sorted(
            Comparator.comparing(PresenceEntry::connected)
                .thenComparing(PresenceEntry::at)
                .reversed()
                .thenComparing(PresenceEntry::key))
        .limit(most)
        .toList();
  }
}
