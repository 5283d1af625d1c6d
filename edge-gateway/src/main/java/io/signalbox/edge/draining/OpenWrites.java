package io.signalbox.edge.draining;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// The writes that are under way. When the instance stops, none is added and all are finished.
@Component
public final class OpenWrites implements SmartLifecycle {
  private static final Logger LOGGER = LoggerFactory.getLogger(OpenWrites.class);

  private final Duration patience;
  private final AtomicInteger open;
  private volatile Sinks.Empty<Void> none = Sinks.empty();
  private volatile boolean closed;

  OpenWrites(DrainSettings settings, MeterRegistry meters) {
    this.patience = settings.writes();
    this.open = meters.gauge("signalbox.edge.writes.open", new AtomicInteger());
  }

  /// A write that the end of this instance waits for.
  ///
  /// @return fails with [StoppingException], and does nothing, when it comes too late
  public <T> Mono<T> during(Mono<T> write) {
    return Mono.defer(
            () -> {
              open.incrementAndGet();
              return isClosed() ? Mono.<T>error(new StoppingException()) : write;
            })
        .doFinally(_ -> left());
  }

  /// Whether new ones are refused.
  public boolean isClosed() {
    return closed;
  }

  private void left() {
    if (open.decrementAndGet() == 0 && closed) {
      none.tryEmitEmpty();
    }
  }

  @Override
  public void start() {
    none = Sinks.empty();
    closed = false;
  }

  /// Returns when all that began before are answered.
  @Override
  public void stop() {
    closed = true;
    if (open.get() > 0) {
      none.asMono().timeout(patience, Mono.empty()).block();
    }
    if (open.get() > 0) {
      LOGGER.atWarn().addKeyValue("writes", open.get()).log("writes were not finished in time");
    }
  }

  @Override
  public boolean isRunning() {
    return !closed;
  }

  @Override
  public int getPhase() {
    return StopPhases.WRITES;
  }
}
