package io.signalbox.edge.sockets;

import io.netty.channel.EventLoop;
import io.signalbox.edge.identity.Principal;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.RequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.WebsocketServerSpec;

/// Upgrades on the connection's own event loop, whichever thread asks for it: elsewhere, the first
/// frame of a client that sends at once can be lost. Hands the principal on to the socket, if there
/// is one, and takes frames as large as the handler does.
final class LoopUpgrade implements RequestUpgradeStrategy {
  private final ConcurrentMap<Integer, ReactorNettyRequestUpgradeStrategy> byFrameLimit =
      new ConcurrentHashMap<>();

  @Override
  public Mono<Void> upgrade(
      ServerWebExchange exchange,
      WebSocketHandler handler,
      @Nullable String subProtocol,
      Supplier<HandshakeInfo> handshake) {
    if (!(handler instanceof SocketHandler sized)) {
      throw new IllegalStateException("Expected a SocketHandler, but got " + handler);
    }
    Principal principal = exchange.getAttribute(Principal.ATTRIBUTE);
    WebSocketHandler known =
        session -> {
          if (principal != null) {
            session.getAttributes().put(Principal.ATTRIBUTE, principal);
          }
          return handler.handle(session);
        };
    ReactorNettyRequestUpgradeStrategy strategy =
        byFrameLimit.computeIfAbsent(sized.frameLimit(), LoopUpgrade::strategy);
    EventLoop loop = loop(exchange);
    Mono<Void> upgrade =
        Mono.defer(() -> strategy.upgrade(exchange, known, subProtocol, handshake));
    return loop.inEventLoop() ? upgrade : upgrade.subscribeOn(Schedulers.fromExecutor(loop));
  }

  private static ReactorNettyRequestUpgradeStrategy strategy(int frameLimit) {
    return new ReactorNettyRequestUpgradeStrategy(
        () -> WebsocketServerSpec.builder().maxFramePayloadLength(frameLimit));
  }

  private static EventLoop loop(ServerWebExchange exchange) {
    HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    AtomicReference<@Nullable EventLoop> loop = new AtomicReference<>();
    request.withConnection(connection -> loop.set(connection.channel().eventLoop()));
    EventLoop found = loop.get();
    if (found == null) {
      throw new IllegalStateException("Expected a request with a connection, but it has none");
    }
    return found;
  }
}
