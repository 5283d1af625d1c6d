package io.signalbox.stack.supervise;

import io.signalbox.stack.backing.BackingException;
import io.signalbox.stack.backing.FileTree;
import io.signalbox.stack.backing.Installation;
import io.signalbox.stack.backing.PostgresData;
import io.signalbox.stack.process.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The folder of one local stack.
///
/// `data/` survives restarts, `logs/` has one file per process, `run/` says who is up, `cache/` can
/// be made again.
///
/// @param path the folder, absolute
public record StackHome(Path path) {

  // Proof that a folder is ours before anything in it is deleted.
  private static final String MARKER = "signalbox-home";

  public StackHome {
    path = path.toAbsolutePath().normalize();
  }

  /// The folder that `SIGNALBOX_HOME` names, else `.signalbox` in the repository.
  public static StackHome from(Map<String, String> environment, Installation installation) {
    var named = environment.getOrDefault("SIGNALBOX_HOME", "");
    return new StackHome(
        named.isBlank() ? installation.root().resolve(".signalbox") : Path.of(named));
  }

  /// Makes the folder where it is missing.
  ///
  /// @throws BackingException when it cannot be written
  public void prepare() {
    try {
      Files.createDirectories(path);
      Files.writeString(path.resolve(MARKER), "This folder belongs to Signalbox's local stack.\n");
    } catch (IOException e) {
      throw new BackingException(
          "Expected %s to be writable, but it is not (%s): give it to the user %s, or name another folder in SIGNALBOX_HOME"
              .formatted(path, e.getMessage(), System.getProperty("user.name")),
          e);
    }
  }

  public RunFolder run() {
    return new RunFolder(path.resolve("run"));
  }

  public Path logs() {
    return path.resolve("logs");
  }

  public Path cache() {
    return path.resolve("cache");
  }

  /// The log of one component.
  public LogFile log(String component) {
    return new LogFile(logs().resolve(component + ".log"));
  }

  public PostgresData postgres() {
    return PostgresData.below(path.resolve("data"));
  }

  StackState state() {
    return new StackState(path.resolve("run").resolve("stack.properties"));
  }

  Path lockFile() {
    return path.resolve("run").resolve("stack.lock");
  }

  /// Deletes data, logs and state, and keeps the cache.
  ///
  /// @throws BackingException when the folder is not ours, or something cannot be deleted
  public void deleteData() {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.exists(path.resolve(MARKER))) {
      throw new BackingException(
          "Expected %s to be the folder of a local stack, but it has no file %s: nothing was deleted"
              .formatted(path, MARKER));
    }
    try {
      for (var folder : List.of("data", "logs", "run")) {
        FileTree.delete(path.resolve(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete all of " + path, e);
    }
  }
}
