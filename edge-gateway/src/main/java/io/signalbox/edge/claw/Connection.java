package io.signalbox.edge.claw;

import io.signalbox.edge.claw.ConnectionState.Challenged;
import io.signalbox.edge.claw.ConnectionState.Closing;
import io.signalbox.edge.claw.ConnectionState.Connected;
import io.signalbox.edge.claw.Handshake.Accepted;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.sockets.SignOfLife;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/// One connection of a client. Every frame to it goes through its outbox.
final class Connection implements Caller {
  private static final AtomicIntegerFieldUpdater<Connection> CALLS =
      AtomicIntegerFieldUpdater.newUpdater(Connection.class, "calls");
  private static final String SLOW = "slow consumer";

  private final String id;
  private final Handshake.Peer peer;
  private final Transport transport;
  private final Closings closings;
  private final SignOfLife sign = new SignOfLife();
  private final long openedAt = System.nanoTime();
  private final Instant since;
  private volatile ConnectionState state;
  private volatile @Nullable Accepted who;
  private volatile boolean wasConnected;
  private volatile long heard = openedAt;
  private volatile int calls;
  private Disposable.@Nullable Composite ends;
  private long ticked = openedAt;

  /// Is told with which code a connection was closed from this side.
  interface Closings {
    void closed(Connection connection, int code, String reason);
  }

  Connection(
      String id,
      Handshake.Peer peer,
      String nonce,
      Instant since,
      Transport transport,
      Closings closings) {
    this.id = id;
    this.peer = peer;
    this.state = new Challenged(nonce);
    this.since = since;
    this.transport = transport;
    this.closings = closings;
  }

  ConnectionState state() {
    return state;
  }

  Handshake.Peer peer() {
    return peer;
  }

  Instant since() {
    return since;
  }

  /// The handshake succeeded; what it may do is known from here on.
  void identified(Accepted accepted) {
    who = accepted;
  }

  /// `hello-ok` is sent now; false when the connection is over already.
  synchronized boolean connected(byte[] helloOk) {
    if (!(state instanceof Challenged)) {
      return false;
    }
    state = new Connected(known());
    wasConnected = true;
    transport.trust();
    return write(helloOk, false);
  }

  /// Whether it was let in once, be it over by now.
  boolean isKnown() {
    return wasConnected;
  }

  boolean isConnected() {
    return state instanceof Connected;
  }

  /// Something came from the peer.
  void heardOf() {
    heard = System.nanoTime();
    sign.came();
  }

  long silentFor(long now) {
    return now - heard;
  }

  long openFor(long now) {
    return now - openedAt;
  }

  /// Whether the peer is to hear a tick; then it is taken to have heard it.
  boolean isTickDue(long now, long every) {
    if (now - ticked < every) {
      return false;
    }
    ticked = now;
    return true;
  }

  Transport transport() {
    return transport;
  }

  /// One call more is under way, if that is not too many.
  boolean beginCall(int most) {
    if (CALLS.incrementAndGet(this) <= most) {
      return true;
    }
    CALLS.decrementAndGet(this);
    return false;
  }

  void endCall() {
    CALLS.decrementAndGet(this);
  }

  /// Sends a frame; false when it does not go out.
  boolean write(byte[] frame, boolean droppable) {
    return switch (transport.outbox().offer(frame, droppable)) {
      case YES -> true;
      case SKIPPED, CLOSED -> false;
      case TOO_SLOW -> {
        tooSlow();
        yield false;
      }
    };
  }

  /// Gives up on a peer that does not read.
  void tooSlow() {
    end(Handshake.POLICY_VIOLATION, SLOW, true);
  }

  @Override
  public Principal principal() {
    return known().principal();
  }

  @Override
  public String connectionId() {
    return id;
  }

  @Override
  public Role role() {
    return known().role();
  }

  @Override
  public Set<Scope> scopes() {
    return known().scopes();
  }

  @Override
  public Hello hello() {
    return known().hello();
  }

  private Accepted known() {
    Accepted found = who;
    if (found == null) {
      throw new IllegalStateException("Expected a known connection, but it is not: " + id);
    }
    return found;
  }

  @Override
  public boolean send(EventFrame event) {
    return write(event.bytes(), event.isDroppable());
  }

  @Override
  public Disposable stream(Flux<EventFrame> events) {
    return transport.outbox().stream(events.map(EventFrame::bytes));
  }

  @Override
  public void probe(Runnable heardOf) {
    sign.await(heardOf);
    transport.ping();
  }

  @Override
  public void onClose(Disposable end) {
    synchronized (this) {
      if (!(state instanceof Closing)) {
        if (ends == null) {
          ends = Disposables.composite();
        }
        ends.add(end);
        return;
      }
    }
    end.dispose();
  }

  /// What [#onClose] was given has come to its end by itself.
  synchronized void ended(Disposable end) {
    if (ends != null) {
      ends.remove(end);
    }
  }

  @Override
  public void close(int code, String reason) {
    end(code, reason, false);
  }

  private void end(int code, String reason, boolean discard) {
    if (transport.close(code, reason, discard)) {
      closings.closed(this, code, reason);
    }
    over();
  }

  /// The peer is gone.
  void gone() {
    transport.outbox().abandon();
    over();
  }

  private void over() {
    Disposable.Composite open;
    synchronized (this) {
      if (state instanceof Closing) {
        return;
      }
      state = new Closing(System.nanoTime());
      open = ends;
      ends = null;
    }
    if (open != null) {
      open.dispose();
    }
  }
}
