package io.signalbox.stack.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a log as it grows. A file that becomes shorter has been started anew and is read from its
/// beginning.
public final class LogFollower implements AutoCloseable {

  private static final int CHUNK = 64 * 1024;

  private final Path path;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private @Nullable RandomAccessFile file;
  private long position;

  /// Follows from the beginning.
  public LogFollower(Path path) {
    this.path = path;
  }

  /// Goes on at the end: only what is written from now on counts.
  public void skipToEnd() {
    position = path.toFile().length();
  }

  /// The whole lines that came since the last call. None while there is no file.
  public List<String> newLines() {
    try {
      var lines = new ArrayList<String>();
      var chunk = new byte[CHUNK];
      for (int count = read(chunk); count > 0; count = read(chunk)) {
        split(chunk, count, lines);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  private int read(byte[] chunk) throws IOException {
    if (!Files.exists(path)) {
      return 0;
    }
    if (path.toFile().length() < position) {
      close();
      position = 0;
    }
    if (file == null) {
      file = new RandomAccessFile(path.toFile(), "r");
    }
    file.seek(position);
    int count = file.read(chunk);
    position += Math.max(0, count);
    return count;
  }

  private void split(byte[] chunk, int count, List<String> lines) {
    for (int i = 0; i < count; i++) {
      if (chunk[i] == '\n') {
        lines.add(unfinished.toString(StandardCharsets.UTF_8));
        unfinished.reset();
      } else {
        unfinished.write(chunk[i]);
      }
    }
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close " + path, e);
      }
      file = null;
    }
  }
}
