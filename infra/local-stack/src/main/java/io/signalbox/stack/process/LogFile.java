package io.signalbox.stack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The log of one child: one file per start, the one before kept beside it with the suffix `.1`.
///
/// @param path where it is
public record LogFile(Path path) {

  private static final int TAIL_BYTES = 64 * 1024;

  /// Puts the log of the last start aside and makes sure that a new one can be written.
  ///
  /// @throws UncheckedIOException when the folder cannot be written
  public void rotate() {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      if (Files.exists(path)) {
        Files.move(
            path,
            path.resolveSibling(path.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the log " + path, e);
    }
  }

  /// The last lines, at most `count`, out of the last 64 KiB. Empty when there is no log.
  public List<String> tail(int count) {
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      long start = Math.max(0, file.length() - TAIL_BYTES);
      file.seek(start);
      var bytes = new byte[(int) (file.length() - start)];
      file.readFully(bytes);
      var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    } catch (IOException e) {
      return List.of();
    }
  }
}
