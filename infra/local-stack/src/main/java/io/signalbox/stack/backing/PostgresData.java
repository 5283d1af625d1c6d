package io.signalbox.stack.backing;

import io.signalbox.stack.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A Postgres data folder as it lies on disk: who wrote it, and who may still be running on it.
///
/// @param folder the data folder, named after the major version
public record PostgresData(Path folder) {

  /// The major version of the binaries that come with this build.
  public static final String MAJOR_VERSION = "18";

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  // Lines of postmaster.pid.
  private static final int PID = 0;
  private static final int STARTED_AT = 2;

  /// The data folder below a stack's data.
  public static PostgresData below(Path data) {
    return new PostgresData(data.resolve("pgdata-" + MAJOR_VERSION));
  }

  /// Checks that our binaries can read what is there. Postgres itself would say so only in its log,
  /// after a long wait.
  ///
  /// @throws BackingException naming both versions
  public void requireOurVersion() {
    var file = folder.resolve("PG_VERSION");
    var found = firstLine(file);
    if (found.isPresent() && !found.get().equals(MAJOR_VERSION)) {
      throw new BackingException(
          "Expected data of Postgres %s in %s, but Postgres %s wrote it: move it away, or run ./signalbox reset"
              .formatted(MAJOR_VERSION, folder, found.get()));
    }
  }

  /// The server that runs on this folder now, whoever started it.
  public Optional<ProcessHandle> server() {
    var lines = lines(folder.resolve("postmaster.pid"));
    if (lines.size() <= STARTED_AT) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(lines.get(PID).trim());
      var startedAt = Instant.ofEpochSecond(Long.parseLong(lines.get(STARTED_AT).trim()));
      return new ProcessId(pid, startedAt).find();
    } catch (NumberFormatException e) {
      return Optional.empty(); // half written: the server died while starting
    }
  }

  /// Ends the server that runs on this folder, if any, as fast as its data allows: open sessions
  /// are cut, everything committed is kept.
  ///
  /// @throws BackingException when it does not end within 20 seconds
  public void stopServer() {
    var server = server();
    if (server.isEmpty()) {
      return;
    }
    interrupt(server.get().pid());
    try {
      server.get().onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new BackingException(
          "Expected the Postgres server %d on %s to stop, but it runs on"
              .formatted(server.get().pid(), folder),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Java can only send SIGTERM, which makes Postgres wait for its clients; SIGINT does not.
  private static void interrupt(long pid) {
    try {
      new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(pid))
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new BackingException("Cannot signal the Postgres server " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<String> firstLine(Path file) {
    return lines(file).stream().findFirst().map(String::trim);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
