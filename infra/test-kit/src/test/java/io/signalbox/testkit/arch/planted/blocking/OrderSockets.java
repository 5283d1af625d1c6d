package io.signalbox.testkit.arch.planted.blocking;

import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Planted: a handler, known by its type, that lets streams run apart from the request.
public final class OrderSockets implements WebSocketHandler {

  @Override
  public Mono<Void> handle(WebSocketSession session) {
    return Mono.fromRunnable(() -> {
      var _ = session.receive().subscribe();
    });
  }

  /// Loses errors.
  public static Flux<String> lossy(Flux<String> orders) {
    return orders.onErrorContinue((_, _) -> {});
  }
}
