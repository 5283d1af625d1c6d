package io.signalbox.testkit.arch.planted.impure.order;

import io.signalbox.domain.Decision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Planted: rules that log.
public final class Order {
  private static final Logger LOGGER = LoggerFactory.getLogger(Order.class);

  private Order() {}

  /// Decides and tells the world.
  public static Decision<String> decide(String item) {
    LOGGER.atInfo().log("deciding");
    return Decision.accept(item);
  }
}
