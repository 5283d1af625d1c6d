package io.signalbox.testkit.arch.planted.impure.domain;

import org.springframework.util.StringUtils;

/// Planted: a package called domain that needs Spring.
public record Basket(String item) {

  /// Helps itself to a framework.
  public boolean isEmpty() {
    return !StringUtils.hasText(item);
  }
}
