package io.signalbox.edge.hsafa;

import io.signalbox.edge.devices.DeviceSessions;
import io.signalbox.edge.watch.RunWatcher;
import java.util.Map;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Tells clients of the dialect whether this instance works. Probes use the actuator instead.
@RestController
final class HealthController {
  private final HealthEndpoint health;
  private final RunWatcher watcher;
  private final DeviceSessions devices;

  HealthController(HealthEndpoint health, RunWatcher watcher, DeviceSessions devices) {
    this.health = health;
    this.watcher = watcher;
    this.devices = devices;
  }

  @GetMapping("/health")
  Mono<Map<String, ?>> health() {
    return Mono.fromCallable(() -> health.health().getStatus())
        .subscribeOn(Schedulers.boundedElastic())
        .map(this::answer);
  }

  private Map<String, ?> answer(Status status) {
    return Map.of(
        "status",
        Status.UP.equals(status) ? "healthy" : "degraded",
        "ok",
        true,
        "service",
        "edge-gateway",
        "active_connections",
        watcher.count() + devices.count());
  }
}
