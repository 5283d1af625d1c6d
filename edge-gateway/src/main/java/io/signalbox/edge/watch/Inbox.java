package io.signalbox.edge.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitResult;

/// Live events on their way to one watcher; never more than its capacity.
///
/// While the watcher still reads history, a full inbox is emptied and the barrier moves past what
/// it held: history will have it. Once live, a full inbox ends the watch.
final class Inbox implements LiveRuns.Listener {
  private final int capacity;
  private final Deque<RunEventFrame> early = new ArrayDeque<>();
  private LiveRuns.@Nullable Attachment attachment;
  private Sinks.@Nullable Many<RunEventFrame> live;
  private long barrier;
  private boolean closed;

  Inbox(int capacity) {
    this.capacity = capacity;
  }

  /// Takes note of the place in the log; gives it up at once when the watcher has left meanwhile.
  synchronized Inbox attached(LiveRuns.Attachment place) {
    attachment = place;
    barrier = Math.max(barrier, place.barrier());
    if (closed) {
      place.detach().run();
    }
    return this;
  }

  @Override
  public synchronized void next(long offset, RunEventFrame frame) {
    if (closed) {
      return;
    }
    if (live != null) {
      emit(live, frame);
    } else if (early.size() < capacity) {
      early.add(frame);
    } else {
      early.clear();
      barrier = offset + 1;
    }
  }

  @Override
  public synchronized void failed(RuntimeException cause) {
    if (live == null) {
      live = newSink();
    }
    live.tryEmitError(cause);
  }

  /// Hands over from history to the live tail, if history is complete up to the barrier.
  ///
  /// @param complete offset up to which history has been read
  synchronized boolean goLive(long complete) {
    if (complete < barrier) {
      return false;
    }
    if (live == null) {
      Sinks.Many<RunEventFrame> sink = newSink();
      early.forEach(frame -> emit(sink, frame));
      early.clear();
      live = sink;
    }
    return true;
  }

  /// The live events; only after [#goLive].
  synchronized Flux<RunEventFrame> frames() {
    if (live == null) {
      throw new IllegalStateException("Expected to be live, but history is still being read");
    }
    return live.asFlux();
  }

  /// Ends the live events: none that matters will follow.
  synchronized void complete() {
    if (live != null) {
      live.tryEmitComplete();
    }
  }

  /// The watcher has left.
  synchronized void close() {
    closed = true;
    early.clear();
    if (attachment != null) {
      attachment.detach().run();
    }
  }

  private void emit(Sinks.Many<RunEventFrame> sink, RunEventFrame frame) {
    if (sink.tryEmitNext(frame) == EmitResult.FAIL_OVERFLOW) {
      sink.tryEmitError(WatchEndedException.slow(capacity));
    }
  }

  private Sinks.Many<RunEventFrame> newSink() {
    return Sinks.unsafe().many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(capacity));
  }
}
