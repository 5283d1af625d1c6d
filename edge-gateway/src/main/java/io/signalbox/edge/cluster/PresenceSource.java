package io.signalbox.edge.cluster;

import java.util.List;

/// The clients of this edge.
public interface PresenceSource {

  /// Those that are there, and those that have left a short while ago.
  List<PresenceEntry> entries();

  /// How many connections there are.
  int connections();
}
