package io.signalbox.testkit.arch.planted.stray.web;

import io.signalbox.domain.Decision;

/// Planted: a decision that is made in a web package.
public final class OrderRules {
  private OrderRules() {}

  /// Decides where nobody looks.
  public static Decision<String> decide(String item) {
    return Decision.accept(item);
  }
}
