package io.signalbox.testkit.arch.planted.clean.order;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import java.time.Instant;
import java.util.List;

/// Pure, as it should be.
public record Order(List<String> items, Instant at) {

  /// Takes what is told, time included.
  public Decision<String> decide(String item, Instant now) {
    return items.contains(item)
        ? Decision.reject(Rejection.CONFLICT, "item %s is there since %s", item, at)
        : Decision.accept(item + now.plusSeconds(1));
  }
}
