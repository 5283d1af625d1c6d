package io.signalbox.stack.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Starts children in a session of their own where the system has `setsid`: a Ctrl-C in the
/// terminal then reaches only the supervisor, which stops its children in order.
public final class NewSession {

  private NewSession() {}

  /// What to write before a command: `setsid`, or nothing where there is none (macOS). Children
  /// then get the Ctrl-C too and end on their own, all at once.
  public static List<String> prefix() {
    return find("setsid").map(Path::toString).map(List::of).orElse(List.of());
  }

  /// What to write before a command that must outlive the terminal: `setsid`, else `nohup`, else
  /// nothing.
  public static List<String> detachedPrefix() {
    return Stream.of("setsid", "nohup")
        .flatMap(tool -> find(tool).stream())
        .findFirst()
        .map(Path::toString)
        .map(List::of)
        .orElse(List.of());
  }

  private static Optional<Path> find(String tool) {
    var path = System.getenv("PATH");
    return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
