package io.signalbox.edge.hsafa.socket;

import io.signalbox.edge.devices.DeviceLink;
import io.signalbox.edge.devices.DeviceSession;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.sockets.SignOfLife;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.socket.CloseStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitResult;

/// The state of one device socket: what waits to be sent, whether it is to be closed, and the
/// session once it is registered.
final class DeviceConnection implements DeviceLink {
  private static final CloseStatus SUPERSEDED = new CloseStatus(4409, "superseded");
  private static final CloseStatus SILENT = new CloseStatus(4408, "no sign of life");
  private static final CloseStatus SLOW =
      CloseStatus.POLICY_VIOLATION.withReason("too many frames wait");
  private static final CloseStatus TOO_BIG =
      CloseStatus.TOO_BIG_TO_PROCESS.withReason("frame too large");

  private final Principal principal;
  private final CloseStatus stopping;
  private final Runnable ping;
  private final SignOfLife sign = new SignOfLife();
  private final Sinks.Many<String> out;
  private final Sinks.One<CloseStatus> stop = Sinks.one();
  private volatile long heard = System.nanoTime();
  private volatile @Nullable DeviceSession session;

  /// @param queue how many frames may wait
  /// @param stopping what the socket is closed with when this instance stops
  /// @param ping asks the peer for a pong
  DeviceConnection(Principal principal, int queue, CloseStatus stopping, Runnable ping) {
    this.principal = principal;
    this.stopping = stopping;
    this.ping = ping;
    this.out =
        Sinks.unsafe().many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(queue));
  }

  Principal principal() {
    return principal;
  }

  @Nullable DeviceSession session() {
    return session;
  }

  /// The device is registered from here on.
  void begin(DeviceSession registered) {
    session = registered;
    send(Frames.registered(registered));
    registered.deliver();
  }

  void send(String frame) {
    if (offer(frame) == EmitResult.FAIL_OVERFLOW) {
      end(End.OVERFLOW);
    }
  }

  private synchronized EmitResult offer(String frame) {
    return out.tryEmitNext(frame);
  }

  @Override
  public void call(DispatchToolCall call) {
    send(Frames.toolCall(call));
  }

  @Override
  public void cancel(RevokeToolCall revoked) {
    send(Frames.toolCancel(revoked));
  }

  @Override
  public void acknowledged(long lastSeq) {
    send(Frames.eventAck(lastSeq));
  }

  @Override
  public void resend(long from, long to) {
    send(Frames.eventRange(from, to));
  }

  @Override
  public void probe(Runnable heardOf) {
    sign.await(heardOf);
    ping.run();
  }

  @Override
  public void end(End reason) {
    close(
        switch (reason) {
          case SUPERSEDED -> SUPERSEDED;
          case UNRESPONSIVE -> SILENT;
          case OVERFLOW -> SLOW;
          case STOPPING -> stopping;
        });
  }

  /// Something came from the device.
  void heardOf() {
    heard = System.nanoTime();
    sign.came();
  }

  /// Closes the socket when nothing came for too long.
  void checkSilence(Duration longest) {
    if (System.nanoTime() - heard > longest.toNanos()) {
      close(SILENT);
    }
  }

  /// Closes the socket because fragments add up to more than one frame may have.
  void tooLarge() {
    close(TOO_BIG);
  }

  private void close(CloseStatus status) {
    stop.tryEmitValue(status);
  }

  /// What is to be sent.
  Flux<String> outgoing() {
    return out.asFlux();
  }

  /// The status to close with, once this side wants to close; empty when the peer has closed.
  Mono<CloseStatus> closing() {
    return stop.asMono();
  }

  /// The peer is gone.
  synchronized void gone() {
    out.tryEmitComplete();
    stop.tryEmitEmpty();
  }
}
