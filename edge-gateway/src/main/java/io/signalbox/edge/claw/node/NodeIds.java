package io.signalbox.edge.claw.node;

import io.signalbox.edge.json.Fields;
import java.util.Optional;
import java.util.UUID;

/// The ids of nodes in params.
final class NodeIds {
  static final String FIELD = "nodeId";
  private static final int LONGEST = 128;
  private static final int UUID_LENGTH = 36;

  private NodeIds() {}

  static String read(Fields fields) {
    return fields.text(FIELD, LONGEST);
  }

  /// Empty when it can be no id of a node.
  static Optional<UUID> parse(String nodeId) {
    try {
      return nodeId.length() == UUID_LENGTH
          ? Optional.of(UUID.fromString(nodeId))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
