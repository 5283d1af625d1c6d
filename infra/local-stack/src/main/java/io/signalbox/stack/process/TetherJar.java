package io.signalbox.stack.process;

import io.signalbox.stack.tether.Tether;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// A jar that holds nothing but [Tether].
///
/// A jar of its own keeps this module's dependencies off the class path of the services, and a jar
/// rather than a folder, because the JVM refuses class data archives for class paths with folders
/// in them.
final class TetherJar {

  private static final String ENTRY = Tether.class.getName().replace('.', '/') + ".class";

  private TetherJar() {}

  /// Returns the jar in that folder. It is left untouched when it is there and right: class data
  /// archives remember its time of change.
  static Path in(Path folder) {
    try {
      var jar = folder.resolve("tether.jar");
      var wanted = content();
      if (!Files.exists(jar) || !Arrays.equals(Files.readAllBytes(jar), wanted)) {
        Files.createDirectories(folder);
        var draft = Files.createTempFile(folder, "tether", ".tmp");
        Files.write(draft, wanted);
        Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write tether.jar into " + folder, e);
    }
  }

  private static byte[] content() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes);
        var tether = TetherJar.class.getResourceAsStream("/" + ENTRY)) {
      if (tether == null) {
        throw new IllegalStateException(
            "Expected " + ENTRY + " on the class path, but it is not there");
      }
      var entry = new JarEntry(ENTRY);
      entry.setTimeLocal(LocalDateTime.of(2020, 1, 1, 0, 0));
      jar.putNextEntry(entry);
      tether.transferTo(jar);
      jar.closeEntry();
    }
    return bytes.toByteArray();
  }
}
