package io.signalbox.edge.limits;

import io.signalbox.edge.identity.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.http.server.HttpServerRequest;

/// Counts the streams and sockets of a tenant and refuses what is too many.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 110) // once the principal is known
final class TenantFilter implements WebFilter {
  private final TenantSlots slots;

  TenantFilter(TenantSlots slots) {
    this.slots = slots;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    Principal principal = exchange.getAttribute(Principal.ATTRIBUTE);
    ServerHttpRequest request = exchange.getRequest();
    if (principal == null) {
      return chain.filter(exchange);
    }
    if (Requests.isSocket(request)) {
      Runnable give = slots.take(principal.tenant(), TenantSlots.Kind.SOCKET);
      return chain.filter(exchange).doFinally(signal -> upgraded(signal, request, give));
    }
    if (Requests.isStream(request)) {
      Runnable give = slots.take(principal.tenant(), TenantSlots.Kind.STREAM);
      return chain.filter(exchange).doFinally(_ -> give.run());
    }
    return chain.filter(exchange);
  }

  /// A request is over when the socket begins; the place is the socket's until its end.
  private static void upgraded(SignalType signal, ServerHttpRequest request, Runnable give) {
    HttpServerRequest netty = signal == SignalType.ON_COMPLETE ? netty(request) : null;
    if (netty == null) {
      give.run();
    } else {
      netty.withConnection(
          connection -> connection.channel().closeFuture().addListener(_ -> give.run()));
    }
  }

  private static @Nullable HttpServerRequest netty(ServerHttpRequest request) {
    try {
      return ServerHttpRequestDecorator.getNativeRequest(request);
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      return null; // not behind a real server
    }
  }
}
