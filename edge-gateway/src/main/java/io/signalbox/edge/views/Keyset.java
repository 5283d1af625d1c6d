package io.signalbox.edge.views;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/// Which part of a list is wanted, newest first.
///
/// @param after the last one that the caller has seen; null = from the newest
/// @param limit how many at most
public record Keyset(@Nullable Place after, int limit) {

  /// Condition and order by a place.
  ///
  /// @param column the column that holds the id
  String sql(String column) {
    String order = " ORDER BY created_at DESC, " + column + " DESC LIMIT :limit";
    return after == null
        ? order
        : " AND (created_at, " + column + ") < (:placeAt, :placeId)" + order;
  }

  GenericExecuteSpec bind(GenericExecuteSpec query) {
    GenericExecuteSpec limited = query.bind("limit", limit);
    return after == null
        ? limited
        : limited.bind("placeAt", after.createdAt()).bind("placeId", after.id());
  }

  /// Where something stands in a list.
  public record Place(Instant createdAt, UUID id) {}
}
