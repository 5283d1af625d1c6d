package io.signalbox.kit.projection;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/// Empty twins of a service's tables, under the same names, seen by one connection only.
///
/// They are temporary tables: Postgres finds them before those of the service, whoever names no
/// schema writes into them, and they are gone with the connection, also when this process is
/// killed.
final class ShadowTables {
  private static final String DIGEST =
      """
      SELECT coalesce(sum(rows), 0) AS rows, encode(sha256(convert_to(
          coalesce(string_agg(hash, '' ORDER BY bucket), ''), 'UTF8')), 'hex') AS hash
      FROM (SELECT left(hash, 3) AS bucket, count(*) AS rows,
              encode(sha256(convert_to(string_agg(hash, '' ORDER BY hash), 'UTF8')), 'hex') AS hash
            FROM (SELECT encode(sha256(convert_to(t::text, 'UTF8')), 'hex') AS hash FROM %s AS t) AS each
            GROUP BY 1) AS buckets
      """;

  private final JdbcTemplate jdbc;
  private final List<String> tables;
  private final String schema;

  /// @param jdbc on one connection
  ShadowTables(JdbcTemplate jdbc, List<String> tables) {
    this.jdbc = jdbc;
    this.tables = List.copyOf(tables);
    this.schema =
        Objects.requireNonNull(jdbc.queryForObject("SELECT current_schema()", String.class));
  }

  /// What a table holds, and what its twin does.
  record Comparison(String table, Digest live, Digest rebuilt) {
    boolean isSame() {
      return live.equals(rebuilt);
    }
  }

  /// A table in short: equal digests mean equal rows.
  ///
  /// @param hash over the hashes of all rows, in order; by bucket, so that no value gets too long
  record Digest(long rows, String hash) {}

  void create() {
    for (String table : tables) {
      if (jdbc.queryForObject("SELECT to_regclass(?)::text", String.class, live(table)) == null) {
        throw new IllegalStateException(
            "Expected table %s, but there is none; the service makes it when it starts"
                .formatted(live(table)));
      }
      jdbc.execute(
          "CREATE TEMPORARY TABLE %s (LIKE %s INCLUDING ALL)"
              .formatted(shadow(table), live(table)));
    }
  }

  void drop() {
    tables.forEach(table -> jdbc.execute("DROP TABLE IF EXISTS " + shadow(table)));
  }

  /// Lets whoever names no schema mean the service's own tables for a while.
  void withLive(Runnable work) {
    jdbc.execute("SET LOCAL search_path TO \"%s\", pg_temp".formatted(schema));
    work.run();
    jdbc.execute("SET LOCAL search_path TO \"%s\"".formatted(schema));
  }

  List<Comparison> compare() {
    return tables.stream()
        .map(table -> new Comparison(table, digest(live(table)), digest(shadow(table))))
        .toList();
  }

  /// Makes the rows of a table those of its twin. Rows that are the same stay as they are.
  void replace(String table) {
    String missing = "NOT EXISTS (SELECT FROM %s AS b WHERE b::text = a::text)";
    jdbc.update(("DELETE FROM %s AS a WHERE " + missing).formatted(live(table), shadow(table)));
    jdbc.update(
        ("INSERT INTO %s SELECT * FROM %s AS a WHERE " + missing)
            .formatted(live(table), shadow(table), live(table)));
  }

  private Digest digest(String table) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            DIGEST.formatted(table),
            (row, _) -> new Digest(row.getLong("rows"), row.getString("hash"))));
  }

  private String live(String table) {
    return "\"%s\".\"%s\"".formatted(schema, table);
  }

  private static String shadow(String table) {
    return "pg_temp.\"%s\"".formatted(table);
  }
}
