package io.signalbox.stack.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How a child of ours says that it is ready: the file appears.
record ReadyFile(Path path) {

  /// The file for the next start of that child: not there yet.
  static ReadyFile fresh(Path runFolder, String name) {
    var path = runFolder.resolve(name + ".ready");
    try {
      Files.createDirectories(runFolder);
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + runFolder, e);
    }
    return new ReadyFile(path);
  }

  boolean isThere() {
    return Files.exists(path);
  }

  void write() throws IOException {
    Files.createFile(path);
  }
}
