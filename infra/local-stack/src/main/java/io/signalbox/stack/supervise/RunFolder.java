package io.signalbox.stack.supervise;

import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// Remembers on disk which processes were started, so that another process can end them when their
/// supervisor cannot.
///
/// @param path the folder; one file `NAME.pid` per process
public record RunFolder(Path path) {

  private static final String SUFFIX = ".pid";

  /// A process that was started, alive or not.
  ///
  /// @param name what people call it
  /// @param id which process it was
  /// @param port where it listens
  public record Entry(String name, ProcessId id, int port) {}

  void record(ChildProcess process, int port) {
    record(new Entry(process.name(), process.id(), port));
  }

  void record(Entry entry) {
    var values = new Properties();
    values.setProperty("pid", Long.toString(entry.id().pid()));
    values.setProperty("startedAt", entry.id().startedAt().toString());
    values.setProperty("port", Integer.toString(entry.port()));
    PropertiesFile.write(file(entry.name()), values);
  }

  void forget(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + path, e);
    }
  }

  /// All remembered processes by name. Files that cannot be read as such are skipped.
  public List<Entry> entries() {
    var found = new ArrayList<Entry>();
    if (!Files.isDirectory(path)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + SUFFIX)) {
      files.forEach(file -> read(file).ifPresent(found::add));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
    found.sort(Comparator.comparing(Entry::name));
    return found;
  }

  private static Optional<Entry> read(Path file) {
    try {
      var values = PropertiesFile.read(file);
      var name = file.getFileName().toString().replace(SUFFIX, "");
      var id =
          new ProcessId(
              Long.parseLong(values.getProperty("pid", "")),
              Instant.parse(values.getProperty("startedAt", "")));
      return Optional.of(new Entry(name, id, Integer.parseInt(values.getProperty("port", ""))));
    } catch (RuntimeException e) {
      return Optional.empty(); // half written when the machine went down: that process is gone too
    }
  }

  private Path file(String name) {
    return path.resolve(name + SUFFIX);
  }
}
