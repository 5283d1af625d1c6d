package io.signalbox.edge.claw;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How often what clients may keep has changed, so that they know whether theirs is old. Counted by
/// this edge for itself.
@Component
final class StateVersions {
  private final AtomicLong presence = new AtomicLong();
  private final AtomicLong health = new AtomicLong();

  void presenceChanged() {
    presence.incrementAndGet();
  }

  void healthChanged() {
    health.incrementAndGet();
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("presence", presence.get())
        .put("health", health.get());
  }
}
