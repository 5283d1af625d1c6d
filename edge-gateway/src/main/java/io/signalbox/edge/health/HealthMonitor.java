package io.signalbox.edge.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.signalbox.edge.draining.StopPhases;
import io.signalbox.edge.draining.Stopping;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Looks at the parts from time to time, more often while one is not healthy, and when somebody
/// suspects that one is not.
@Component
final class HealthMonitor implements HealthState, SmartLifecycle {
  private static final Duration SUSPICIONS = Duration.ofMillis(500);

  private final List<Check> checks;
  private final HealthSettings settings;
  private final Stopping stopping;
  private final Clock clock;
  private final HealthLog log;
  private final Sinks.Many<Snapshot> changes = Sinks.many().multicast().directBestEffort();
  private final Sinks.Many<Long> suspicions = Sinks.many().replay().latest();
  private final AtomicLong suspected = new AtomicLong();
  private final Set<Part> reached = EnumSet.noneOf(Part.class);
  private volatile Snapshot current;
  private volatile long answered;
  private volatile @Nullable Disposable looking;

  HealthMonitor(
      List<Check> checks,
      HealthSettings settings,
      Stopping stopping,
      Clock clock,
      MeterRegistry meters) {
    this.checks = List.copyOf(checks);
    this.settings = settings;
    this.stopping = stopping;
    this.clock = clock;
    this.log = new HealthLog(settings.interval());
    this.current = new Snapshot(Condition.HEALTHY, false, false, Map.of(), clock.instant());
    this.checks.forEach(check -> gauge(meters, check.part()));
  }

  private void gauge(MeterRegistry meters, Part part) {
    meters.gauge(
        "signalbox.edge.health",
        Tags.of("component", part.wireName()),
        this,
        monitor -> number(monitor.current.parts().get(part)));
  }

  /// 1 = healthy, 0.5 = degraded, 0 = unhealthy; not a number before the first look.
  private static double number(@Nullable PartState state) {
    if (state == null) {
      return Double.NaN;
    }
    return switch (state.condition()) {
      case HEALTHY -> 1;
      case DEGRADED -> 0.5;
      case UNHEALTHY -> 0;
    };
  }

  @Override
  public Snapshot current() {
    return current;
  }

  @Override
  public Flux<Snapshot> changes() {
    return changes.asFlux().onBackpressureLatest();
  }

  @Override
  public void suspect() {
    suspicions.tryEmitNext(suspected.incrementAndGet());
  }

  private Mono<Map<Part, PartState>> look() {
    answered = suspected.get();
    return Flux.fromIterable(checks)
        .flatMap(check -> state(check).map(state -> Map.entry(check.part(), state)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .doOnNext(this::found);
  }

  private Mono<PartState> state(Check check) {
    return Mono.defer(check::look)
        .timeout(settings.timeout().plus(SUSPICIONS))
        .onErrorResume(failure -> Mono.just(PartState.unhealthy(reason(failure))));
  }

  /// What a human can use; never an address or a statement.
  private String reason(Throwable failure) {
    return failure instanceof TimeoutException
            || failure instanceof org.apache.kafka.common.errors.TimeoutException
        ? "no answer within " + settings.timeout().toMillis() + " ms"
        : failure.getClass().getSimpleName();
  }

  private synchronized void found(Map<Part, PartState> parts) {
    parts.forEach((part, state) -> {
      if (state.condition() != Condition.UNHEALTHY) {
        reached.add(part);
      }
    });
    publish(parts);
  }

  private synchronized void stoppingChanged() {
    publish(current.parts());
  }

  private void publish(Map<Part, PartState> parts) {
    Map<Part, Condition> conditions = new EnumMap<>(Part.class);
    parts.forEach((part, state) -> conditions.put(part, state.condition()));
    boolean ending = stopping.isStopping();
    Snapshot before = current;
    Snapshot now =
        new Snapshot(
            TruthTable.together(conditions),
            TruthTable.ready(reached, ending),
            ending,
            parts,
            clock.instant());
    current = now;
    log.changed(before, now);
    if (!now.saysTheSameAs(before)) {
      changes.tryEmitNext(now);
    }
  }

  private Mono<Long> again() {
    boolean healthy = current.condition() == Condition.HEALTHY;
    Mono<Long> due = Mono.delay(healthy ? settings.interval() : settings.recheck());
    Mono<Long> suspicion = suspicions.asFlux().filter(each -> each > answered).next();
    return Mono.firstWithSignal(due, suspicion.delayElement(SUSPICIONS));
  }

  @Override
  public synchronized void start() {
    looking =
        Disposables.composite(
            Mono.defer(this::look)
                .repeatWhen(rounds -> rounds.concatMap(_ -> again(), 1))
                .subscribe(),
            stopping.changes().subscribe(_ -> stoppingChanged()));
  }

  @Override
  public synchronized void stop() {
    Disposable ended = looking;
    if (ended != null) {
      ended.dispose();
    }
    looking = null;
  }

  @Override
  public boolean isRunning() {
    return looking != null;
  }

  /// With the log: it is asked about until the end.
  @Override
  public int getPhase() {
    return StopPhases.LOG + 1;
  }
}
