package io.signalbox.edge.claw;

import org.springframework.stereotype.Component;

/// Counts operators and nodes for those who ask how this edge fares.
@Component
final class OpenOperators implements io.signalbox.edge.health.Connections {
  private final Connections connections;

  OpenOperators(Connections connections) {
    this.connections = connections;
  }

  @Override
  public String kind() {
    return "operators";
  }

  @Override
  public int open() {
    return connections.count();
  }
}
