package io.signalbox.device.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.device.call.CallEntry;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The file: a first line that names the format, then one entry per line, each on the disk before
/// the next thing happens.
///
/// It is written through a stream and not through a channel, as a channel closes itself when its
/// thread is interrupted, which is how calls are stopped.
final class JournalFile implements AutoCloseable {
  private static final String FORMAT = "{\"journal\":1}";

  private final Path path;
  private FileOutputStream out;
  private long size;

  private JournalFile(Path path, FileOutputStream out, long size) {
    this.path = path;
    this.out = out;
    this.size = size;
  }

  /// The entries of a file; none when there is no file. A last line that was not written to its end
  /// is none: nobody acted on it.
  static List<CallEntry> read(Path path) throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<String> lines = wholeLines(Files.readAllBytes(path)).lines().toList();
    if (!lines.isEmpty() && !lines.getFirst().equals(FORMAT)) {
      throw new JournalException(
          "Expected %s to begin with %s; it is of another version, or no journal"
              .formatted(path, FORMAT));
    }
    List<CallEntry> entries = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      entries.add(entry(path, i + 1, lines.get(i)));
    }
    return entries;
  }

  // Cut as bytes: the end may lie within a character.
  private static String wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return new String(bytes, 0, end, UTF_8);
  }

  private static CallEntry entry(Path path, int number, String line) {
    try {
      return EntryJson.entry(line);
    } catch (IllegalArgumentException e) {
      throw new JournalException(
          "Expected line %d of %s to be an entry, but it is %s"
              .formatted(number, path, e.getMessage()),
          e);
    }
  }

  /// Replaces the file, as a whole or not at all, and goes on with it.
  static JournalFile replace(Path path, List<CallEntry> entries) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    StringBuilder text = new StringBuilder(FORMAT).append('\n');
    entries.forEach(entry -> text.append(EntryJson.line(entry)).append('\n'));
    byte[] bytes = text.toString().getBytes(UTF_8);
    try (var out = new FileOutputStream(fresh.toFile())) {
      out.write(bytes);
      out.getFD().sync();
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(path);
    return new JournalFile(path, new FileOutputStream(path.toFile(), true), bytes.length);
  }

  // The new name, too, must survive a power cut. Systems that cannot open folders do without.
  private static void syncFolder(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || System.getProperty("os.name", "").startsWith("Windows")) {
      return;
    }
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Returns when the entry is on the disk.
  void append(CallEntry entry) throws IOException {
    byte[] line = (EntryJson.line(entry) + "\n").getBytes(UTF_8);
    out.write(line);
    out.getFD().sync();
    size += line.length;
  }

  /// As [#replace], in place of this file's content.
  void rewrite(List<CallEntry> entries) throws IOException {
    out.close();
    JournalFile fresh = replace(path, entries);
    out = fresh.out;
    size = fresh.size;
  }

  long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
