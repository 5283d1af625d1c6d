package io.signalbox.edge.hsafa;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.signalbox.edge.watch.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The streams of one event loop. What several of them send one after the other is made once. Lives
/// on its loop.
final class SseLoop {
  private final EventLoop loop;
  private final List<SseStream> streams = new ArrayList<>();
  private @Nullable Batch batch;
  private @Nullable ByteBuf bytes;

  SseLoop(EventLoop loop) {
    this.loop = loop;
  }

  EventLoop loop() {
    return loop;
  }

  /// @return where the stream stands, for [#remove]
  int add(SseStream stream) {
    streams.add(stream);
    return streams.size() - 1;
  }

  void remove(int place) {
    SseStream last = streams.removeLast();
    if (place < streams.size()) {
      streams.set(place, last);
      last.stand(place);
    }
  }

  /// A batch as one chunk, to be written once.
  ByteBuf bytes(Batch wanted, ByteBufAllocator buffers) {
    ByteBuf made = bytes;
    if (made == null || batch != wanted) {
      forget();
      made = SseBytes.chunk(buffers, wanted);
      bytes = made;
      batch = wanted;
    }
    return made.retainedDuplicate();
  }

  private void forget() {
    if (bytes != null) {
      bytes.release();
    }
    bytes = null;
    batch = null;
  }

  /// Time goes by.
  void tick() {
    forget();
    long now = System.nanoTime();
    for (int index = streams.size() - 1; index >= 0; index--) {
      streams.get(index).tick(now);
    }
  }
}
