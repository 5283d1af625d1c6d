package io.signalbox.stack.backing;

import java.nio.file.Path;

/// The folders that backing services use.
///
/// @param data what must survive a restart
/// @param logs one file per process
/// @param run small files that say who is up; worthless after a restart of the machine
/// @param cache what can be made again at any time
/// @param postgresBinaries where the Postgres binaries are unpacked, shared by whoever may write to
///   it
public record BackingFolders(Path data, Path logs, Path run, Path cache, Path postgresBinaries) {

  /// The usual layout below one home folder.
  public static BackingFolders below(Path home) {
    var base = home.toAbsolutePath().normalize();
    return new BackingFolders(
        base.resolve("data"),
        base.resolve("logs"),
        base.resolve("run"),
        base.resolve("cache"),
        base.resolve("cache/postgres"));
  }

  /// The same, with the Postgres binaries elsewhere.
  public BackingFolders withPostgresBinaries(Path folder) {
    return new BackingFolders(data, logs, run, cache, folder);
  }

  Path log(String name) {
    return logs.resolve(name + ".log");
  }
}
