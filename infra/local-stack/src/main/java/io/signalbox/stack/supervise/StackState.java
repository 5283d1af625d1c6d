package io.signalbox.stack.supervise;

import io.signalbox.stack.process.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;

/// What a supervisor tells other processes about its stack.
record StackState(Path file) {

  /// How far a stack is.
  enum Phase {
    STARTING,
    READY,
    STOPPING
  }

  /// @param supervisor the process that holds the stack
  /// @param edgeUrl where clients go once it is ready
  record Snapshot(ProcessId supervisor, Phase phase, String edgeUrl) {}

  void write(Snapshot snapshot) {
    var values = new Properties();
    values.setProperty("pid", Long.toString(snapshot.supervisor().pid()));
    values.setProperty("startedAt", snapshot.supervisor().startedAt().toString());
    values.setProperty("phase", snapshot.phase().name());
    values.setProperty("edgeUrl", snapshot.edgeUrl());
    PropertiesFile.write(file, values);
  }

  /// What was told last, by a supervisor that may have ended since.
  Optional<Snapshot> read() {
    var values = PropertiesFile.read(file);
    try {
      var supervisor =
          new ProcessId(
              Long.parseLong(values.getProperty("pid", "")),
              Instant.parse(values.getProperty("startedAt", "")));
      var phase = Phase.valueOf(values.getProperty("phase", ""));
      return Optional.of(new Snapshot(supervisor, phase, values.getProperty("edgeUrl", "")));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return Optional.empty(); // never written
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file, e);
    }
  }
}
