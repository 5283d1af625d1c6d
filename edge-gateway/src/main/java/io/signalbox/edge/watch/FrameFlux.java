package io.signalbox.edge.watch;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/// A watch as a stream of frames, for those who do not write to a channel by themselves.
final class FrameFlux extends Flux<RunEventFrame> {
  private final OpenedWatch opened;
  private final Executor loop;

  /// @param loop where its events are handed over
  FrameFlux(OpenedWatch opened, Executor loop) {
    this.opened = opened;
    this.loop = loop;
  }

  @Override
  public void subscribe(CoreSubscriber<? super RunEventFrame> subscriber) {
    Wanted wanted = new Wanted(subscriber);
    subscriber.onSubscribe(wanted);
    wanted.watch = opened.onto(wanted, loop);
    if (wanted.cancelled) {
      wanted.cancel();
    }
  }

  /// Has as much room as its subscriber has asked for.
  private static final class Wanted implements Outlet, Subscription {
    private final CoreSubscriber<? super RunEventFrame> subscriber;
    private final AtomicLong demand = new AtomicLong();
    private volatile @Nullable Watch watch;
    private volatile boolean cancelled;

    Wanted(CoreSubscriber<? super RunEventFrame> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long more) {
      if (Operators.validate(more)) {
        demand.accumulateAndGet(more, Operators::addCap);
        Watch begun = watch;
        if (begun != null) {
          begun.wake();
        }
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      Watch begun = watch;
      if (begun != null) {
        begun.leave();
      }
    }

    @Override
    public int room() {
      return cancelled ? 0 : (int) Math.min(demand.get(), Integer.MAX_VALUE);
    }

    @Override
    public void next(Batch batch) {
      demand.updateAndGet(wanted -> wanted == Long.MAX_VALUE ? wanted : wanted - batch.size());
      for (RunEventFrame frame : batch.frames()) {
        if (cancelled) {
          return;
        }
        subscriber.onNext(frame);
      }
    }

    @Override
    public void completed() {
      if (!cancelled) {
        subscriber.onComplete();
      }
    }

    @Override
    public void failed(Throwable cause) {
      if (!cancelled) {
        subscriber.onError(cause);
      }
    }
  }
}
