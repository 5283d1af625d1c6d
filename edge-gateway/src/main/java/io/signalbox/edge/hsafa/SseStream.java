package io.signalbox.edge.hsafa;

import io.micrometer.core.instrument.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.signalbox.edge.watch.Batch;
import io.signalbox.edge.watch.OpenedWatch;
import io.signalbox.edge.watch.Outlet;
import io.signalbox.edge.watch.Watch;
import io.signalbox.edge.watch.WatchSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/// One SSE stream on its channel.
///
/// ```
/// OPEN: events while the channel takes them; a comment when nothing was sent for a while
///   -> ENDING: the last bytes are on their way
///   -> GONE:   they are sent, or the peer has left
/// ```
///
/// The bytes go past the HTTP codec, framed as chunks already, so that all watchers share them. A
/// peer that takes no byte for too long is cut off. Lives on the channel's event loop.
final class SseStream implements Outlet {
  private static final ByteBuf HELLO =
      Unpooled.unreleasableBuffer(SseBytes.chunk(SseBytes.HELLO).asReadOnly());
  private static final ByteBuf KEEPALIVE =
      Unpooled.unreleasableBuffer(SseBytes.chunk(SseBytes.KEEPALIVE).asReadOnly());

  private enum Phase {
    OPEN,
    ENDING,
    GONE
  }

  /// What all streams share.
  record Shared(WatchSettings settings, Counter sent) {}

  private final Shared shared;
  private final String runId;
  private final ChannelHandlerContext codec;
  private final SseLoop loop;
  private final MonoSink<Void> response;
  private @Nullable Watch watch;
  private @Nullable ChannelFuture written;
  private int place;
  private long last;
  private long bytes;
  private long taken;
  private long takenAt = System.nanoTime();
  private long sentAt = takenAt;
  private Phase phase = Phase.OPEN;

  /// @param response ends with the stream
  SseStream(
      Shared shared,
      String runId,
      ChannelHandlerContext codec,
      SseLoop loop,
      MonoSink<Void> response) {
    this.shared = shared;
    this.runId = runId;
    this.codec = codec;
    this.loop = loop;
    this.response = response;
  }

  void begin(OpenedWatch opened) {
    last = opened.after();
    place = loop.add(this);
    write(HELLO.duplicate());
    flush();
    watch = opened.onto(this, loop.loop());
    response.onDispose(() -> loop.loop().execute(this::gone));
  }

  void stand(int newPlace) {
    place = newPlace;
  }

  @Override
  public int room() {
    return phase == Phase.OPEN && codec.channel().isWritable() ? Integer.MAX_VALUE : 0;
  }

  @Override
  public void next(Batch batch) {
    last = batch.last().seq();
    write(loop.bytes(batch, codec.alloc()));
    shared.sent().increment(batch.size());
  }

  /// Where the channel is full, the watch goes on once all of this has left.
  @Override
  public void flush() {
    ChannelFuture latest = written;
    if (latest != null && !codec.channel().isWritable()) {
      latest.addListener(_ -> wake());
    }
    written = null;
    codec.flush();
  }

  private void wake() {
    if (watch != null) {
      watch.wake();
    }
  }

  @Override
  public void completed() {
    end(Unpooled.EMPTY_BUFFER);
  }

  @Override
  public void failed(Throwable cause) {
    end(SseBytes.chunk(SseBytes.failed(runId, cause, last)));
  }

  private void end(ByteBuf lastWords) {
    if (phase == Phase.OPEN) {
      phase = Phase.ENDING;
      write(lastWords).addListener(_ -> response.success());
      codec.flush();
    } else {
      lastWords.release();
    }
  }

  private ChannelFuture write(ByteBuf chunk) {
    bytes += chunk.readableBytes();
    sentAt = System.nanoTime();
    ChannelFuture now = codec.write(chunk);
    written = now;
    return now;
  }

  /// The response has ended, or the peer has left.
  private void gone() {
    if (phase != Phase.GONE) {
      phase = Phase.GONE;
      loop.remove(place);
      if (watch != null) {
        watch.leave();
      }
    }
  }

  /// Shows that the stream is alive, unless something is on its way already; and sees to it that
  /// what is on its way gets on.
  void tick(long now) {
    long waiting = waiting();
    if (waiting == 0) {
      takenAt = now;
      if (phase == Phase.OPEN && now - sentAt >= shared.settings().keepalive().toNanos()) {
        write(KEEPALIVE.duplicate());
        flush();
      }
    } else if (bytes - waiting != taken) {
      taken = bytes - waiting;
      takenAt = now;
    } else if (now - takenAt > shared.settings().stuckAfter().toNanos()) {
      var _ = codec.channel().close();
    }
  }

  private long waiting() {
    Channel channel = codec.channel();
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }
}
