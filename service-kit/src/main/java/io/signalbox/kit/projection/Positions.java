package io.signalbox.kit.projection;

import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/// How far a projection has come in each partition, kept beside its rows.
final class Positions {
  private final String projection;
  private final JdbcTemplate jdbc;

  Positions(String projection, JdbcTemplate jdbc) {
    this.projection = projection;
    this.jdbc = jdbc;
  }

  /// The offset to read next; 0 at first.
  long of(TopicPartition partition) {
    jdbc.update(
        "INSERT INTO projection_position (projection, topic, partition, next_offset) VALUES (?, ?, ?, 0)"
            + " ON CONFLICT DO NOTHING",
        projection,
        partition.topic(),
        partition.partition());
    Long found =
        jdbc.queryForObject(
            "SELECT next_offset FROM projection_position WHERE projection = ? AND topic = ? AND partition = ?",
            Long.class,
            projection,
            partition.topic(),
            partition.partition());
    return Objects.requireNonNull(found);
  }

  /// Moves on past a batch. Takes the row's lock, so two owners of a partition write one after the
  /// other.
  ///
  /// @param first offset of the batch's first record; the stored position must not be past it
  /// @throws OptimisticLockingFailureException when it is: somebody else has written these rows
  void advance(TopicPartition partition, long first, long next) {
    int moved =
        jdbc.update(
            "UPDATE projection_position SET next_offset = ?"
                + " WHERE projection = ? AND topic = ? AND partition = ? AND next_offset <= ?",
            next,
            projection,
            partition.topic(),
            partition.partition(),
            first);
    if (moved != 1) {
      throw new OptimisticLockingFailureException(
          "Expected %s of projection %s to be at offset %d or before, but another instance is ahead"
              .formatted(partition, projection, first));
    }
  }
}
