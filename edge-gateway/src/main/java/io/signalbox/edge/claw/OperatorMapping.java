package io.signalbox.edge.claw;

import java.util.Set;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Where the operator WebSocket is. What is no upgrade is for others.
@Component
final class OperatorMapping extends AbstractHandlerMapping {
  private static final Set<String> PATHS = Set.of("/", "/gateway");
  private static final int BEFORE_CONTROLLERS = -2;

  private final ClawSocket socket;

  OperatorMapping(ClawSocket socket) {
    this.socket = socket;
    setOrder(BEFORE_CONTROLLERS);
  }

  @Override
  protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    return PATHS.contains(request.getPath().value())
            && "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade())
        ? Mono.just(socket)
        : Mono.empty();
  }
}
