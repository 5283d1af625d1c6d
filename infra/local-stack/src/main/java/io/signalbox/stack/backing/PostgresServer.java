package io.signalbox.stack.backing;

import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.JavaCommand;
import io.signalbox.stack.process.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A Postgres server on loopback only, with the database, roles and schemas that the services
/// expect.
///
/// The child is a small JVM that keeps the server: it prepares it, and stops it when it ends
/// itself. Everything committed is on disk (`fsync` is on) and survives restarts. Roles need no
/// password.
public final class PostgresServer {

  /// What people and log files call it.
  public static final String NAME = "postgres";

  /// The database of all services.
  public static final String DATABASE = "signalbox";

  // The first start unpacks the binaries and makes a database cluster.
  private static final Duration START_LIMIT = Duration.ofSeconds(150);
  private static final String MAIN = "io.signalbox.stack.backing.PostgresNode";

  private final Installation installation;
  private final BackingFolders folders;
  private final int port;

  public PostgresServer(Installation installation, BackingFolders folders, int port) {
    this.installation = installation;
    this.folders = folders;
    this.port = port;
  }

  /// Starts the process without waiting, after ending a server that a killed keeper left on the
  /// same data. It is ready when [#awaitReady] returns.
  ///
  /// @throws BackingException when another version wrote the data
  /// @throws io.signalbox.stack.process.PortTakenException when its port is taken
  public ChildProcess launch() {
    var data = PostgresData.below(folders.data());
    data.requireOurVersion();
    data.stopServer();
    Ports.requireFree(port, NAME);
    var ready = ReadyFile.fresh(folders.run(), NAME);
    var command =
        new JavaCommand(
            List.of(
                // Unpacking the binaries takes most of it, once; then the heap shrinks again.
                "-Xms16m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info"),
            installation.backingClassPath(),
            MAIN,
            List.of(
                data.folder().toString(),
                folders.postgresBinaries().toString(),
                Integer.toString(port),
                ready.path().toString()));
    return ChildProcess.start(NAME, command.line(folders.cache()), Map.of(), folders.log(NAME));
  }

  /// Returns when the database can be used.
  ///
  /// @throws BackingException when it ends or needs more than two and a half minutes
  public void awaitReady(ChildProcess process) {
    var ready = new ReadyFile(folders.run().resolve(NAME + ".ready"));
    Startup.await(process, START_LIMIT, ready::isThere);
  }

  public int port() {
    return port;
  }

  /// The JDBC address for one role.
  public String jdbcUrl(String role) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port, DATABASE, role);
  }
}
