package io.signalbox.edge.claw;

import io.signalbox.edge.cluster.ClusterState;
import io.signalbox.edge.cluster.PresenceEntry;
import io.signalbox.edge.draining.StopPhases;
import io.signalbox.edge.health.HealthReport;
import io.signalbox.edge.health.HealthState;
import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/// Tells operators who is there, on any edge, and how this edge fares.
///
/// Everybody is told of everybody, so presence is told less often the more there are: what is sent
/// for it stays below a rate.
@Component
final class StateEvents implements SmartLifecycle {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final long BYTES_PER_MS = 10_000;

  private final ClusterState cluster;
  private final HealthState health;
  private final HealthReport report;
  private final Connections connections;
  private final Broadcaster broadcaster;
  private final StateVersions versions;
  private final Duration every;
  private Disposable work = Disposables.disposed();
  private volatile List<PresenceEntry> told = List.of();

  StateEvents(
      ClusterState cluster,
      HealthState health,
      HealthReport report,
      Connections connections,
      Broadcaster broadcaster,
      StateVersions versions,
      ClawSettings settings) {
    this.cluster = cluster;
    this.health = health;
    this.report = report;
    this.connections = connections;
    this.broadcaster = broadcaster;
    this.versions = versions;
    this.every = settings.health();
  }

  private Flux<Long> presence() {
    return cluster
        .changes()
        .onBackpressureLatest()
        .concatMap(_ -> tellPresence(), 0);
  }

  /// The newest, whichever change it was that led here.
  private Mono<Long> tellPresence() {
    return Mono.defer(() -> {
      List<PresenceEntry> now = cluster.presence();
      if (now.equals(told)) {
        return Mono.empty();
      }
      told = now;
      versions.presenceChanged();
      long bytes = 0;
      for (String tenant : tenants()) {
        ObjectNode payload = PresenceJson.of(now, tenant);
        int sent =
            broadcaster.broadcast(
                Events.PRESENCE, payload, true, Audience.of(tenant).with(Scope.READ));
        bytes += (long) sent * payload.toString().length();
      }
      return Mono.delay(PAUSE.plusMillis(bytes / BYTES_PER_MS));
    });
  }

  private List<String> tenants() {
    return connections.connected().map(each -> each.principal().tenant()).distinct().toList();
  }

  private void tellHealth() {
    versions.healthChanged();
    broadcaster.broadcast(
        Events.HEALTH, report.whole(), true, Audience.all().with(Scope.READ));
  }

  @Override
  public void start() {
    Flux<?> timely = Flux.interval(every).onBackpressureDrop();
    work =
        Disposables.composite(
            presence().subscribe(),
            Flux.merge(health.changes(), timely).subscribe(_ -> tellHealth()));
  }

  @Override
  public void stop() {
    work.dispose();
  }

  @Override
  public boolean isRunning() {
    return !work.isDisposed();
  }

  /// As long as there are connections.
  @Override
  public int getPhase() {
    return StopPhases.CONNECTIONS - 1;
  }
}
