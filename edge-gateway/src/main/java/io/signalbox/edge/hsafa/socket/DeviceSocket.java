package io.signalbox.edge.hsafa.socket;

import io.netty.handler.codec.TooLongFrameException;
import io.signalbox.edge.devices.DeviceSession;
import io.signalbox.edge.devices.DeviceSessions;
import io.signalbox.edge.hsafa.socket.FrameHandler.Peer;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.sockets.Channels;
import io.signalbox.edge.sockets.Incoming;
import io.signalbox.edge.sockets.SocketHandler;
import io.signalbox.edge.sockets.StopStatus;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Runs one device socket: frames in, in order; frames and pings out; and a close that is never
/// cancelled, as a cancelled one loses its status.
@Component
final class DeviceSocket implements SocketHandler {
  private static final byte[] NOTHING = {};

  private final FrameHandler frames;
  private final DeviceSessions sessions;
  private final Channels channels;
  private final SocketSettings settings;
  private final StopStatus stopping;

  DeviceSocket(
      FrameHandler frames,
      DeviceSessions sessions,
      Channels channels,
      SocketSettings settings,
      StopStatus stopping) {
    this.frames = frames;
    this.sessions = sessions;
    this.channels = channels;
    this.settings = settings;
    this.stopping = stopping;
  }

  @Override
  public int frameLimit() {
    return Math.toIntExact(settings.frame().toBytes());
  }

  @Override
  public Mono<Void> handle(WebSocketSession socket) {
    Principal principal =
        (Principal) Objects.requireNonNull(socket.getAttributes().get(Principal.ATTRIBUTE));
    DeviceConnection connection =
        new DeviceConnection(
            principal, settings.queue(), stopping.status(), () -> channels.ping(socket));
    connection.closing().subscribe(status -> channels.close(socket, status));
    Mono<Void> in =
        receive(socket, connection)
            .onErrorResume(TooLongFrameException.class, _ -> tooLarge(socket, connection))
            .doFinally(_ -> connection.gone());
    Mono<Void> out = socket.send(outgoing(socket, connection));
    return Mono.when(in, out).doFinally(_ -> left(connection));
  }

  /// Fragments add up to more than one frame may have. Not over before the close is on its way, or
  /// another status would overtake it.
  private static Mono<Void> tooLarge(WebSocketSession socket, DeviceConnection connection) {
    connection.tooLarge();
    return socket.closeStatus().then();
  }

  private Mono<Void> receive(WebSocketSession socket, DeviceConnection connection) {
    Peer peer = peer(socket);
    return Incoming.from(socket, connection::heardOf)
        .concatMap(frame ->
            frame.isText()
                ? frames.handle(connection, peer, frame.payload())
                : frames.notText(connection))
        .then();
  }

  /// Ends before the socket is closed, so that nothing is written after the close.
  private Flux<WebSocketMessage> outgoing(WebSocketSession socket, DeviceConnection connection) {
    Flux<WebSocketMessage> pings =
        Flux.interval(settings.ping().dividedBy(2))
            .onBackpressureDrop()
            .doOnNext(_ -> connection.checkSilence(settings.silence()))
            .filter(tick -> tick % 2 == 1)
            .map(_ -> socket.pingMessage(factory -> factory.wrap(NOTHING)));
    return Flux.merge(1, connection.outgoing().map(socket::textMessage), pings)
        .takeUntilOther(connection.closing().then());
  }

  private void left(DeviceConnection connection) {
    connection.gone();
    DeviceSession session = connection.session();
    if (session != null) {
      var _ = sessions.close(session, "closed"); // goes on by itself
    }
  }

  private static Peer peer(WebSocketSession socket) {
    InetSocketAddress address = socket.getHandshakeInfo().getRemoteAddress();
    return new Peer(
        address == null ? null : address.getAddress().getHostAddress(),
        socket.getHandshakeInfo().getHeaders().getFirst(HttpHeaders.USER_AGENT));
  }
}
