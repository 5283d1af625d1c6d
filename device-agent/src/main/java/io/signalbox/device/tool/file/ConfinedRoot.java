package io.signalbox.device.tool.file;

import io.signalbox.device.tool.Arguments;
import io.signalbox.device.tool.ToolFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.databind.node.StringNode;

/// A folder that paths of calls cannot leave, neither by `..` nor by links.
final class ConfinedRoot {
  private static final String FIELD = "args.path";

  private final Path root;

  /// @throws IOException when there is no such folder
  ConfinedRoot(Path root) throws IOException {
    this.root = root.toRealPath();
  }

  /// The real path of a file below the root.
  ///
  /// A path outside is refused before anything is looked up there, so that answers do not tell what
  /// exists elsewhere.
  ///
  /// @throws ToolFailure when it is elsewhere, not there or not a file
  Path resolve(String path) throws ToolFailure, IOException {
    Path candidate = below(path);
    if (!Files.exists(candidate)) {
      throw wrong("the path of a file that exists", path);
    }
    Path real = candidate.toRealPath();
    if (!real.startsWith(root)) {
      throw wrong("a path inside the tool's folder", path);
    }
    if (!Files.isRegularFile(real)) {
      throw wrong("the path of a file", path);
    }
    return real;
  }

  private Path below(String path) throws ToolFailure {
    try {
      Path candidate = root.resolve(path).normalize();
      if (Path.of(path).isAbsolute() || !candidate.startsWith(root)) {
        throw wrong("a path inside the tool's folder", path);
      }
      return candidate;
    } catch (InvalidPathException _) {
      throw wrong("a path", path);
    }
  }

  private static ToolFailure wrong(String expected, String path) {
    return Arguments.wrong(FIELD, expected, StringNode.valueOf(path));
  }
}
