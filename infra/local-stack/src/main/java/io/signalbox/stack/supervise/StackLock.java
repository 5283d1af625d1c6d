package io.signalbox.stack.supervise;

import io.signalbox.stack.backing.BackingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes sure that a home has one supervisor. The system drops the lock with its holder, however
/// that ends.
final class StackLock implements AutoCloseable {

  private final FileChannel channel;

  private StackLock(FileChannel channel) {
    this.channel = channel;
  }

  /// The lock, or nothing when somebody else holds it.
  static Optional<StackLock> tryAcquire(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return Optional.of(new StackLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new BackingException(
          "Expected %s to be writable, but it is not: it belongs to another user; name a folder of your own in SIGNALBOX_HOME"
              .formatted(file),
          e);
    }
  }

  /// Whether somebody holds it now.
  static boolean isHeld(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    try (@Nullable StackLock lock = tryAcquire(file).orElse(null)) {
      return lock == null;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very JVM
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release the lock of the stack", e);
    }
  }
}
