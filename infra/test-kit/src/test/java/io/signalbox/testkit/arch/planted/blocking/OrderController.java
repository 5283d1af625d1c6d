package io.signalbox.testkit.arch.planted.blocking;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Planted: a controller that waits.
@RestController
public final class OrderController {

  /// Stops the event loop.
  public @Nullable String read(Mono<String> order) {
    return order.block();
  }
}
