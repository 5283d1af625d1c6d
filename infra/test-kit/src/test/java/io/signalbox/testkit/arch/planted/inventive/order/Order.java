package io.signalbox.testkit.arch.planted.inventive.order;

import io.signalbox.domain.Decision;
import java.time.Instant;
import java.util.UUID;

/// Planted: rules that make up their own time and ids.
public final class Order {
  private Order() {}

  /// Decides differently each time.
  public static Decision<String> decide() {
    return Decision.accept(UUID.randomUUID() + " " + Instant.now());
  }
}
