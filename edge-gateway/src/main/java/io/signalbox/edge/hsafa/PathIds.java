package io.signalbox.edge.hsafa;

import io.signalbox.edge.runs.IdText;
import io.signalbox.edge.runs.UnknownIdException;
import java.util.UUID;

/// Ids in paths, and those that bodies refer to.
final class PathIds {
  private PathIds() {}

  /// @param kind what the id is of, such as `a run`
  /// @throws UnknownIdException 404 when it cannot be the id of anything
  static UUID of(String kind, String id) {
    return IdText.of(kind, id);
  }

  static UnknownIdException none(String kind, Object id) {
    return new UnknownIdException(kind, id);
  }
}
