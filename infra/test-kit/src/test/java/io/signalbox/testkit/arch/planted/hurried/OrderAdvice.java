package io.signalbox.testkit.arch.planted.hurried;

import reactor.core.publisher.Flux;

/// Planted: known by its name alone.
public final class OrderAdvice {
  private OrderAdvice() {}

  /// Waits for all.
  public static long count(Flux<String> orders) {
    return orders.toStream().count();
  }
}
