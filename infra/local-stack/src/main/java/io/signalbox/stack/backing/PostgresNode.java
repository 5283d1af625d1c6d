package io.signalbox.stack.backing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// The process that keeps a Postgres server: starts it, prepares the database, says when it is
/// ready, and stops it when it is told to end itself. It ends with status 1 when the server ends
/// first.
///
/// Not for callers; [PostgresServer] starts it. It is public for the tether alone.
public final class PostgresNode {

  private static final String SUPERUSER = "postgres";

  private PostgresNode() {}

  /// Keeps the server until one of the two ends.
  ///
  /// @param args the data folder, the folder for the binaries, the port, and the file to make when
  ///   ready
  public static void main(String[] args) throws IOException, SQLException {
    var data = new PostgresData(Path.of(args[0]));
    Files.createDirectories(data.folder().getParent());
    var server = start(data, Path.of(args[1]), Integer.parseInt(args[2]));
    createDatabase(server);
    bootstrap(server);
    new ReadyFile(Path.of(args[3])).write();
    data.server().ifPresent(process -> process.onExit().join());
    System.err.println("The Postgres server ended.");
    System.exit(1);
  }

  private static EmbeddedPostgres start(PostgresData data, Path binaries, int port)
      throws IOException {
    return new PostgresBinaries(binaries)
        .exclusively(() -> configured(data, binaries, port).start());
  }

  private static EmbeddedPostgres.Builder configured(PostgresData data, Path binaries, int port) {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(data.folder())
        .setCleanDataDirectory(false)
        // Never a parent of the data folder: the library deletes what it takes for its own
        // left-overs.
        .setOverrideWorkingDirectory(binaries.toFile())
        .setPGStartupWait(Duration.ofMinutes(2))
        .setLocaleConfig("locale", "C.UTF-8")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_connections", "200")
        .setOutputRedirector(Redirect.INHERIT)
        .setErrorRedirector(Redirect.INHERIT);
  }

  private static void createDatabase(EmbeddedPostgres server) throws SQLException {
    try (var connection = server.getDatabase(SUPERUSER, "postgres").getConnection()) {
      if (!exists(connection, PostgresServer.DATABASE)) {
        try (var statement = connection.createStatement()) {
          statement.execute("CREATE DATABASE " + PostgresServer.DATABASE);
        }
      }
    }
  }

  private static boolean exists(Connection connection, String database) throws SQLException {
    try (var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      query.setString(1, database);
      try (var found = query.executeQuery()) {
        return found.next();
      }
    }
  }

  private static void bootstrap(EmbeddedPostgres server) throws IOException, SQLException {
    try (var script = PostgresNode.class.getResourceAsStream("bootstrap.sql")) {
      if (script == null) {
        throw new IllegalStateException(
            "Expected bootstrap.sql on the class path, but it is not there");
      }
      var sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      try (var connection = server.getDatabase(SUPERUSER, PostgresServer.DATABASE).getConnection();
          var statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute(sql);
        connection.commit();
      }
    }
  }
}
