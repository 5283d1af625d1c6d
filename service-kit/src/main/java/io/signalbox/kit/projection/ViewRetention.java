package io.signalbox.kit.projection;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/// Removes from a service's tables what is older than it should be.
///
/// What is removed depends on the rows and the time alone, so that tables which were equal are
/// equal again once both were trimmed at the same time, however often they were trimmed before.
public interface ViewRetention {

  /// Removes a batch, within a transaction of the caller's. Tables are named without a schema.
  ///
  /// @param now the time from which ages are counted
  Batch trim(JdbcTemplate jdbc, Instant now);

  /// All of these as one.
  static ViewRetention all(List<ViewRetention> parts) {
    return (jdbc, now) -> {
      Map<String, Long> rows = new HashMap<>();
      boolean more = false;
      for (ViewRetention part : parts) {
        Batch batch = part.trim(jdbc, now);
        batch.rows().forEach((table, count) -> rows.merge(table, count, Long::sum));
        more |= batch.more();
      }
      return new Batch(rows, more);
    };
  }

  /// What a batch removed.
  ///
  /// @param rows how many rows, by table
  /// @param more whether there may be more to remove
  record Batch(Map<String, Long> rows, boolean more) {
    public Batch {
      rows = Map.copyOf(rows);
    }
  }
}
