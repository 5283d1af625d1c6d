package io.signalbox.edge.cluster;

import java.time.Instant;
import java.util.List;

/// What one edge says of itself.
///
/// @param edgeId of its process
/// @param startedAt when it began
/// @param operators connections of operators and nodes
/// @param watchers runs that are watched there, once for each watcher
/// @param devices devices that are connected there
/// @param stopping whether this is its last word
/// @param presence clients of its own
public record EdgeView(
    String edgeId,
    Instant startedAt,
    int operators,
    int watchers,
    int devices,
    boolean stopping,
    List<PresenceEntry> presence) {
  public EdgeView {
    presence = List.copyOf(presence);
  }
}
