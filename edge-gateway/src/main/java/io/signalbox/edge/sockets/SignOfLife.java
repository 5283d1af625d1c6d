package io.signalbox.edge.sockets;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/// Waits for the next thing that comes from a peer. Whoever asks again takes the place of the one
/// before; who asked is told once. All of it may be used from any thread.
public final class SignOfLife {
  private static final AtomicReferenceFieldUpdater<SignOfLife, @Nullable Runnable> ASKED =
      AtomicReferenceFieldUpdater.newUpdater(SignOfLife.class, Runnable.class, "asked");

  private volatile @Nullable Runnable asked;

  /// @param heard is run on the thread that hears of the peer, which it must not hold up
  public void await(Runnable heard) {
    asked = heard;
  }

  /// Something came from the peer.
  public void came() {
    if (asked != null) {
      Runnable heard = ASKED.getAndSet(this, null);
      if (heard != null) {
        heard.run();
      }
    }
  }
}
