package io.signalbox.edge.claw;

import io.signalbox.edge.draining.Draining;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Where the operator WebSocket is. What is no upgrade is for others.
@Component
final class OperatorMapping extends AbstractHandlerMapping {
  static final Set<String> PATHS = Set.of("/", "/gateway");
  private static final int BEFORE_CONTROLLERS = -2;

  private final ClawSocket socket;
  private final Draining draining;

  OperatorMapping(ClawSocket socket, Draining draining) {
    this.socket = socket;
    this.draining = draining;
    setOrder(BEFORE_CONTROLLERS);
  }

  @Override
  protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    if (!PATHS.contains(request.getPath().value())
        || !"websocket".equalsIgnoreCase(request.getHeaders().getUpgrade())) {
      return Mono.empty();
    }
    return draining.isStopping()
        ? Mono.error(
            new ResponseStatusException(
                HttpStatus.SERVICE_UNAVAILABLE, "This instance is being stopped; try again"))
        : Mono.just(socket);
  }
}
