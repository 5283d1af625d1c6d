package io.signalbox.edge.hsafa;

import io.signalbox.edge.health.HealthReport;
import io.signalbox.edge.health.HealthState;
import io.signalbox.edge.health.Snapshot;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/// Tells clients how this instance fares, and probes whether it is alive and wants new clients.
@RestController
final class HealthController {
  private static final String RETRY_AFTER_SECONDS = "1";

  private final HealthState health;
  private final HealthReport report;

  HealthController(HealthState health, HealthReport report) {
    this.health = health;
    this.report = report;
  }

  @GetMapping("/health")
  ObjectNode health() {
    return report.whole();
  }

  @GetMapping("/healthz")
  Map<String, String> alive() {
    return Map.of("status", "alive");
  }

  @GetMapping("/readyz")
  ResponseEntity<ObjectNode> ready() {
    Snapshot now = health.current();
    ObjectNode body = report.readiness(now);
    return now.ready()
        ? ResponseEntity.ok(body)
        : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
            .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
            .body(body);
  }
}
