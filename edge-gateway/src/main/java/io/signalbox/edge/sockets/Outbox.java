package io.signalbox.edge.sockets;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/// What waits to be sent to one peer; every text frame to it goes through here.
///
/// Frames that are pushed wait within [OutboxLimits]. Streams are pulled: each has a few frames
/// waiting at most, and they take turns. An idle outbox is a few small objects: it has no thread, no
/// timer and no buffer of its own, and writes on the channel's event loop.
///
/// ```
/// OPEN: takes frames -> ENDING: sends what waits, takes nothing more -> ENDED: then the close
/// ```
public final class Outbox {
  private enum State {
    OPEN,
    ENDING,
    ENDED
  }

  /// What became of a frame.
  public enum Taken {
    /// It is on its way.
    YES,
    /// It was not needed that much, and there is no room for it.
    SKIPPED,
    /// Too much has waited for too long: the peer is too slow.
    TOO_SLOW,
    /// The outbox takes nothing any more.
    CLOSED
  }

  private final Channel channel;
  private final OutboxLimits limits;
  private final Queue<Waiting> pushed = new ArrayDeque<>(4);
  private @Nullable List<OutboxStream> streams;
  private int turn;
  private long bytes;
  private long overSince;
  private boolean scheduled;
  private State state = State.OPEN;
  private @Nullable Runnable whenEmpty;

  public Outbox(Channel channel, OutboxLimits limits) {
    this.channel = channel;
    this.limits = limits;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Waiting(byte[] frame, boolean droppable) {}

  /// Takes a frame.
  ///
  /// @param frame UTF-8 text; shared, and not to be changed
  /// @param droppable whether it may be skipped when there is no room
  public Taken offer(byte[] frame, boolean droppable) {
    synchronized (this) {
      if (state != State.OPEN) {
        return Taken.CLOSED;
      }
      if (droppable && limits.isHalfFull(pushed.size(), bytes)) {
        return Taken.SKIPPED;
      }
      pushed.add(new Waiting(frame, droppable));
      bytes += frame.length;
      if (isTooSlow(System.nanoTime())) {
        return Taken.TOO_SLOW;
      }
    }
    wake();
    return Taken.YES;
  }

  /// Whether more has waited than may, for longer than it may.
  public synchronized boolean isTooSlow(long now) {
    if (limits.isOver(pushed.size(), bytes)) {
      skipDroppable();
    }
    if (!limits.isOver(pushed.size(), bytes)) {
      overSince = 0;
      return false;
    }
    if (overSince == 0) {
      overSince = now == 0 ? 1 : now;
    }
    return limits.isFarOver(pushed.size(), bytes)
        || now - overSince > limits.grace().toNanos();
  }

  private void skipDroppable() {
    pushed.removeIf(waiting -> {
      if (waiting.droppable()) {
        bytes -= waiting.frame().length;
      }
      return waiting.droppable();
    });
  }

  /// Sends a stream, asking for more as the peer reads. It is cancelled when the outbox ends.
  ///
  /// @return ends it early
  public Disposable stream(Flux<byte[]> frames) {
    OutboxStream stream = new OutboxStream(this);
    synchronized (this) {
      if (state != State.OPEN) {
        return Disposables.disposed();
      }
      if (streams == null) {
        streams = new ArrayList<>(1);
      }
      streams.add(stream);
    }
    frames.subscribe(stream);
    return stream;
  }

  synchronized void left(OutboxStream stream) {
    if (streams != null && streams.remove(stream) && streams.isEmpty()) {
      streams = null;
    }
  }

  /// Takes nothing more, and calls back on the event loop once what waits is handed to the network.
  /// Streams end where they are.
  ///
  /// @param discard whether what waits is thrown away
  /// @return false when it had been ended before
  public boolean end(boolean discard, Runnable then) {
    List<OutboxStream> open;
    synchronized (this) {
      if (state != State.OPEN) {
        return false;
      }
      state = State.ENDING;
      whenEmpty = then;
      if (discard) {
        pushed.clear();
      }
      open = streams == null ? List.of() : List.copyOf(streams);
      streams = null;
    }
    open.forEach(OutboxStream::dispose);
    wake();
    return true;
  }

  /// The peer is gone: nothing more is sent, and nobody called back.
  public void abandon() {
    if (!end(true, () -> {})) {
      synchronized (this) {
        whenEmpty = null;
        pushed.clear();
      }
    }
  }

  /// How many frames wait.
  public synchronized int waiting() {
    return pushed.size();
  }

  void wake() {
    synchronized (this) {
      if (scheduled || state == State.ENDED) {
        return;
      }
      scheduled = true;
    }
    if (!channel.eventLoop().isShuttingDown()) {
      channel.eventLoop().execute(this::drain);
    }
  }

  /// Writes while the network takes it. What is left goes on when the last write has left.
  private void drain() {
    ChannelFuture last = null;
    byte[] frame = channel.isWritable() ? next() : null;
    while (frame != null) {
      last = channel.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)));
      frame = channel.isWritable() ? next() : null;
    }
    if (last == null) {
      rest();
    } else {
      last.addListener(_ -> drain());
      channel.flush();
    }
  }

  /// Nothing could be written: there is nothing, or what others wrote has to leave first.
  private void rest() {
    if (channel.isActive() && !channel.isWritable()) {
      drainAfterOthers();
      return;
    }
    Runnable then = null;
    synchronized (this) {
      scheduled = false;
      if (state == State.ENDING && pushed.isEmpty()) {
        state = State.ENDED;
        then = whenEmpty;
        whenEmpty = null;
      }
    }
    if (then != null) {
      then.run();
    } else if (hasMore()) {
      wake();
    }
  }

  private void drainAfterOthers() {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(sent -> {
          if (sent.isSuccess()) {
            drain();
          }
        });
  }

  private synchronized boolean hasMore() {
    return state != State.ENDED
        && channel.isActive()
        && (!pushed.isEmpty()
            || streams != null && streams.stream().anyMatch(stream -> stream.waiting() > 0));
  }

  private byte @Nullable [] next() {
    OutboxStream turned;
    synchronized (this) {
      Waiting waiting = pushed.poll();
      if (waiting != null) {
        bytes -= waiting.frame().length;
        return waiting.frame();
      }
      turned = nextStream();
    }
    return turned == null ? null : turned.take();
  }

  private @Nullable OutboxStream nextStream() {
    if (streams == null) {
      return null;
    }
    for (int each = 0; each < streams.size(); each++) {
      turn = (turn + 1) % streams.size();
      OutboxStream candidate = streams.get(turn);
      if (candidate.waiting() > 0) {
        return candidate;
      }
    }
    return null;
  }
}
