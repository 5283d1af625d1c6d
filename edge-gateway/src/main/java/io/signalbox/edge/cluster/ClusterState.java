package io.signalbox.edge.cluster;

import io.signalbox.edge.devices.DeviceSessions;
import io.signalbox.edge.draining.StopPhases;
import io.signalbox.edge.watch.RunWatcher;
import io.signalbox.kit.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// All edges together. Each tells the others how it is, now and then and soon after a change; what
/// is known here is what this edge says itself, and what it has heard of the others.
@Component
public final class ClusterState implements SmartLifecycle {
  private static final Duration LAST_WORD = Duration.ofSeconds(2);

  private final EdgeLog log;
  private final PresenceSource clients;
  private final RunWatcher watchers;
  private final DeviceSessions devices;
  private final Instance instance;
  private final Clock clock;
  private final ClusterSettings settings;
  private final Instant startedAt;
  private final AtomicReference<EdgeTable> table = new AtomicReference<>(EdgeTable.EMPTY);
  private final Sinks.Many<EdgeTable> changes = Sinks.many().multicast().directBestEffort();
  private final Sinks.Many<Boolean> touched = Sinks.many().unicast().onBackpressureBuffer();
  private @Nullable Scheduler scheduler;
  private Disposable.Composite work = Disposables.composite();
  private volatile boolean running;

  ClusterState(
      EdgeLog log,
      PresenceSource clients,
      RunWatcher watchers,
      DeviceSessions devices,
      Instance instance,
      Clock clock,
      ClusterSettings settings) {
    this.log = log;
    this.clients = clients;
    this.watchers = watchers;
    this.devices = devices;
    this.instance = instance;
    this.clock = clock;
    this.settings = settings;
    this.startedAt = clock.instant();
  }

  /// What is known of all edges.
  public EdgeTable current() {
    return table.get();
  }

  /// The clients of all edges.
  public List<PresenceEntry> presence() {
    return current().presence(settings.presence());
  }

  /// Each table that differs from the one before. Never fails; who is slow misses some.
  public Flux<EdgeTable> changes() {
    return changes.asFlux();
  }

  /// Something changed on this edge, so that the others are to know soon.
  public void touch() {
    synchronized (touched) {
      touched.tryEmitNext(true);
    }
  }

  /// Tells the clients of all edges.
  public void tell(EdgeWord word) {
    var _ = log.tell(word, instance.id(), clock.instant());
  }

  /// An edge has said how it is. What this one says it knows already, also when nobody hears it.
  public void heard(EdgeView view) {
    if (!view.edgeId().equals(instance.id())) {
      swap(view, clock.instant());
    }
  }

  private void swap(EdgeView view, Instant now) {
    EdgeTable before = table.get();
    EdgeTable after =
        table.updateAndGet(known -> known.with(view, now).without(settings.silence(), now));
    if (!views(before).equals(views(after))) {
      synchronized (changes) {
        changes.tryEmitNext(after);
      }
    }
  }

  private static List<EdgeView> views(EdgeTable table) {
    return table.edges().values().stream()
        .map(EdgeTable.Heard::view)
        .sorted((one, other) -> one.edgeId().compareTo(other.edgeId()))
        .toList();
  }

  private CompletableFuture<Void> tellOthers(boolean stopping) {
    List<PresenceEntry> entries =
        stopping
            ? List.of()
            : clients.entries().stream().limit(settings.presence()).toList();
    EdgeView view =
        new EdgeView(
            instance.id(),
            startedAt,
            clients.connections(),
            watchers.count(),
            devices.count(),
            stopping,
            entries);
    Instant now = clock.instant();
    swap(view, now);
    return log.tell(view, now);
  }

  @Override
  public void start() {
    running = true;
    Scheduler own = Schedulers.newSingle("edge-cluster", true);
    scheduler = own;
    Flux<Boolean> soon =
        touched.asFlux().sampleFirst(settings.pause()).delayElements(settings.pause(), own);
    work =
        Disposables.composite(
            Flux.merge(soon, Flux.interval(Duration.ZERO, settings.every(), own).map(_ -> true))
                .onBackpressureLatest()
                .publishOn(own, 1)
                .subscribe(_ -> {
                  var _ = tellOthers(false);
                }));
  }

  @Override
  public void stop() {
    running = false;
    work.dispose();
    if (scheduler != null) {
      scheduler.dispose();
    }
    tellOthers(true)
        .completeOnTimeout(null, LAST_WORD.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// After the connections of this edge, so that its last word is true.
  @Override
  public int getPhase() {
    return StopPhases.CONNECTIONS - 2;
  }
}
