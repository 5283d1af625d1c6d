package io.signalbox.benchmarks.edge.watchers;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;

/// The bytes that one connection got in a round, for whoever wants to write the same.
final class Sample {
  private static final int MOST_BYTES = 64 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  synchronized void clear() {
    bytes.reset();
  }

  synchronized void take(ByteBuf read) {
    if (bytes.size() > MOST_BYTES) {
      return;
    }
    byte[] copy = new byte[read.readableBytes()];
    read.getBytes(read.readerIndex(), copy);
    bytes.writeBytes(copy);
  }

  synchronized byte[] bytes() {
    return bytes.toByteArray();
  }
}
