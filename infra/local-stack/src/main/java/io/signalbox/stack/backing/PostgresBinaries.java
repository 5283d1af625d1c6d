package io.signalbox.stack.backing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The folder into which the Postgres library unpacks its binaries, at the first start after each
/// change of version.
///
/// An unpacking that was cut off would fail all later ones, so what is not finished is removed
/// first. A lock keeps processes that share the folder from taking each other's work for
/// left-overs.
///
/// @param folder shared by all starts
record PostgresBinaries(Path folder) {

  // Made by the library when a version is unpacked.
  private static final String FINISHED = ".exists";

  /// Something that may unpack and use the binaries.
  interface Start<T> {
    T run() throws IOException;
  }

  /// Runs a start alone among all that share the folder.
  <T> T exclusively(Start<T> start) throws IOException {
    Files.createDirectories(folder);
    try (var channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      removeUnfinished();
      return start.run();
    }
  }

  private void removeUnfinished() throws IOException {
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, "PG-*")) {
      for (var version : versions) {
        if (Files.isDirectory(version) && !Files.exists(version.resolve(FINISHED))) {
          FileTree.delete(version);
        }
      }
    }
  }
}
