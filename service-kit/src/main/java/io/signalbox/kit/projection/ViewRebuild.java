package io.signalbox.kit.projection;

import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.projection.ShadowTables.Comparison;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/// Makes a service's tables again from the log, beside the service, and compares.
///
/// The events are applied to twins of the tables, up to where the live projections are. The live
/// projections then wait while the twins come to exactly the same place, both are trimmed as of the
/// same instant, and table is compared with twin.
final class ViewRebuild {
  private static final int ROUNDS = 20;
  private static final long NEAR = 1_000;

  private final List<Projection<?>> projections;
  private final WireConfig config;
  private final ViewRetention retention;
  private final Clock clock;
  private final PrintStream out;
  private final RebuildProgress progress;

  ViewRebuild(
      List<Projection<?>> projections,
      WireConfig config,
      ViewRetention retention,
      Clock clock,
      PrintStream out) {
    this.projections = List.copyOf(projections);
    this.config = config;
    this.retention = retention;
    this.clock = clock;
    this.out = out;
    this.progress = new RebuildProgress(out);
  }

  /// What became of it.
  enum Outcome {
    /// The tables are what the log makes of them.
    SAME,
    /// They were not, and now are.
    REPLACED,
    /// They are not.
    DIFFERENT
  }

  /// @param jdbc on one connection, that nobody else uses
  /// @param check whether to leave the tables as they are
  Outcome run(JdbcTemplate jdbc, TransactionOperations transactions, boolean check) {
    List<String> names = projections.stream().flatMap(each -> each.tables().stream()).toList();
    ShadowTables tables = new ShadowTables(jdbc, names);
    List<RecordsUpTo<?>> readers = new ArrayList<>();
    try {
      tables.create();
      jdbc.execute("SET enable_seqscan TO off"); // plans made for empty twins would stay
      projections.forEach(each -> readers.add(new RecordsUpTo<>(each, config)));
      comeNear(readers, jdbc, transactions);
      return transactions.execute(status -> {
        Outcome outcome = finish(tables, readers, jdbc, transactions, check);
        if (check) {
          status.setRollbackOnly();
        }
        return outcome;
      });
    } finally {
      readers.forEach(RecordsUpTo::close);
      tables.drop();
    }
  }

  private void comeNear(
      List<RecordsUpTo<?>> readers, JdbcTemplate jdbc, TransactionOperations transactions) {
    long remaining = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && remaining > NEAR; round++) {
      Map<String, Map<TopicPartition, Long>> live = positions(jdbc);
      readers.forEach(reader -> readOn(reader, live, jdbc, transactions));
      Map<String, Map<TopicPartition, Long>> moved = positions(jdbc);
      remaining = readers.stream().mapToLong(each -> each.remaining(of(each, moved))).sum();
    }
  }

  private Outcome finish(
      ShadowTables tables,
      List<RecordsUpTo<?>> readers,
      JdbcTemplate jdbc,
      TransactionOperations transactions,
      boolean check) {
    jdbc.execute("LOCK TABLE projection_position IN EXCLUSIVE MODE"); // also where a row is missing
    TrimLock.take(jdbc);
    Map<String, Map<TopicPartition, Long>> live = positions(jdbc);
    readers.forEach(reader -> readOn(reader, live, jdbc, transactions));
    jdbc.execute("SET LOCAL enable_seqscan TO on");
    Instant now = clock.instant();
    trim(jdbc, now);
    tables.withLive(() -> trim(jdbc, now));
    List<Comparison> compared = tables.compare();
    print(compared);
    List<Comparison> different = compared.stream().filter(each -> !each.isSame()).toList();
    if (different.isEmpty()) {
      return Outcome.SAME;
    }
    if (check) {
      return Outcome.DIFFERENT;
    }
    different.forEach(each -> tables.replace(each.table()));
    return Outcome.REPLACED;
  }

  private <V extends SpecificRecord> void readOn(
      RecordsUpTo<V> reader,
      Map<String, Map<TopicPartition, Long>> live,
      JdbcTemplate jdbc,
      TransactionOperations transactions) {
    Map<TopicPartition, Long> ends = of(reader, live);
    progress.expect(reader.remaining(ends));
    reader.readTo(
        ends,
        events -> transactions.executeWithoutResult(_ -> reader.projection().apply(events, jdbc)),
        progress::done);
  }

  private static Map<TopicPartition, Long> of(
      RecordsUpTo<?> reader, Map<String, Map<TopicPartition, Long>> live) {
    return live.getOrDefault(reader.projection().name(), Map.of());
  }

  /// Where the live projections are, by projection.
  private static Map<String, Map<TopicPartition, Long>> positions(JdbcTemplate jdbc) {
    Map<String, Map<TopicPartition, Long>> found = new HashMap<>();
    jdbc.query(
        "SELECT projection, topic, partition, next_offset FROM projection_position",
        row -> {
          found
              .computeIfAbsent(row.getString("projection"), _ -> new HashMap<>())
              .put(
                  new TopicPartition(row.getString("topic"), row.getInt("partition")),
                  row.getLong("next_offset"));
        });
    return found;
  }

  private void trim(JdbcTemplate jdbc, Instant now) {
    while (retention.trim(jdbc, now).more()) {
      progress.done(0);
    }
  }

  private void print(List<Comparison> compared) {
    out.printf("%-20s %12s %12s  %s%n", "table", "live rows", "rebuilt rows", "");
    compared.forEach(each ->
        out.printf(
            "%-20s %12d %12d  %s%n",
            each.table(),
            each.live().rows(),
            each.rebuilt().rows(),
            each.isSame() ? "same" : "different"));
  }
}
