package io.signalbox.device;

import io.signalbox.device.journal.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// The key of a device that was given none: made up once, and kept in its home.
final class DeviceKey {
  private static final String FILE = "device-key";

  private DeviceKey() {}

  static String in(Path home) throws IOException {
    Path file = home.resolve(FILE);
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    String key = "device-" + UUID.randomUUID();
    Home.make(home);
    Files.writeString(file, key + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
    return key;
  }
}
