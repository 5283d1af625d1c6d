package io.signalbox.edge.sockets;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BaseSubscriber;

/// A stream on its way to a peer: asks for a few frames more whenever some have left.
final class OutboxStream extends BaseSubscriber<byte[]> {
  private static final Logger LOGGER = LoggerFactory.getLogger(OutboxStream.class);
  private static final int WINDOW = 16;

  private final Outbox outbox;
  private final Queue<byte[]> waiting = new ArrayDeque<>(WINDOW);
  private int left;
  private boolean complete;

  OutboxStream(Outbox outbox) {
    this.outbox = outbox;
  }

  /// How many frames are there to be sent.
  int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /// The next frame, if any. To be called on the event loop only.
  byte @Nullable [] take() {
    byte[] frame;
    boolean over;
    synchronized (waiting) {
      frame = waiting.poll();
      over = complete && waiting.isEmpty();
    }
    if (over) {
      outbox.left(this);
    } else if (frame != null && ++left == WINDOW / 2) {
      left = 0;
      request(WINDOW / 2);
    }
    return frame;
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    subscription.request(WINDOW);
  }

  @Override
  protected void hookOnNext(byte[] frame) {
    synchronized (waiting) {
      waiting.add(frame);
    }
    outbox.wake();
  }

  @Override
  protected void hookOnComplete() {
    boolean empty;
    synchronized (waiting) {
      complete = true;
      empty = waiting.isEmpty();
    }
    if (empty) {
      outbox.left(this);
    }
  }

  @Override
  protected void hookOnError(Throwable failure) {
    LOGGER.atWarn().setCause(failure).log("a stream to a peer failed and ends without a word");
    hookOnComplete();
  }

  @Override
  protected void hookOnCancel() {
    synchronized (waiting) {
      waiting.clear();
    }
    outbox.left(this);
  }
}
