package io.signalbox.device.tool.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// What a process writes: the beginning is kept, the rest is read and dropped, so that the process
/// never waits for a reader.
final class Output {
  private static final int CHUNK = 8192;

  private final int limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final InputStream from;
  private final Thread reader;
  private boolean dropped;

  /// @param limit how many bytes are kept
  Output(InputStream from, int limit) {
    this.from = from;
    this.limit = limit;
    this.reader = Thread.ofPlatform().daemon().name("output").start(this::read);
  }

  private void read() {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
        take(chunk, read);
      }
    } catch (IOException _) {
      cutShort(); // closed under us, as the process is gone
    }
  }

  private synchronized void take(byte[] chunk, int length) {
    int room = Math.min(length, limit - kept.size());
    kept.write(chunk, 0, room);
    dropped |= room < length;
  }

  private synchronized void cutShort() {
    dropped = true;
  }

  /// Waits for the end of the output, so long at most: a process that has ended may have left its
  /// end of the pipe to another one.
  void await(long millis) throws InterruptedException {
    reader.join(millis);
    if (reader.isAlive()) {
      cutShort();
    }
  }

  synchronized String text() {
    return kept.toString(UTF_8);
  }

  /// Whether there was more than is kept.
  synchronized boolean isCut() {
    return dropped;
  }
}
