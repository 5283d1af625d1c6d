package io.signalbox.device.journal;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder that an agent keeps its things in. It holds arguments and results of calls, so a new
/// one is for its owner alone.
public final class Home {
  private static final FileAttribute<?>[] NONE = {};

  private Home() {}

  /// Makes the folder where it is missing.
  public static Path make(Path folder) throws IOException {
    return Files.createDirectories(folder, privately());
  }

  private static FileAttribute<?>[] privately() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : NONE;
  }
}
