package io.signalbox.edge.claw;

import io.signalbox.kit.Instance;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells who comes to the operator WebSocket without one what there is.
@RestController
final class OperatorPageController {
  private final Instance instance;

  OperatorPageController(Instance instance) {
    this.instance = instance;
  }

  @GetMapping({"/", "/gateway"})
  Map<String, ?> describe() {
    return Map.of(
        "service",
        instance.service(),
        "protocol",
        Handshake.PROTOCOL,
        "websocket",
        "/gateway",
        "health",
        "/health");
  }
}
