package io.signalbox.edge.draining;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Announces that this instance stops, before anything else does, and leaves time to notice.
@Component
public final class Draining implements Stopping, SmartLifecycle {
  private static final Logger LOGGER = LoggerFactory.getLogger(Draining.class);

  private final Duration grace;
  private volatile Sinks.Empty<Void> announced = Sinks.empty();
  private volatile boolean stopping;
  private volatile boolean running;

  Draining(DrainSettings settings) {
    this.grace = settings.grace();
  }

  @Override
  public boolean isStopping() {
    return stopping;
  }

  /// What a request is refused with.
  public StoppingException refusal() {
    return new StoppingException();
  }

  @Override
  public Mono<Void> announced() {
    return Mono.defer(() -> announced.asMono());
  }

  @Override
  public void start() {
    announced = Sinks.empty();
    stopping = false;
    running = true;
  }

  /// Returns when the grace is over.
  @Override
  public void stop() {
    running = false;
    stopping = true;
    announced.tryEmitEmpty();
    LOGGER.atInfo().addKeyValue("graceMs", grace.toMillis()).log("stopping was announced");
    try {
      TimeUnit.MILLISECONDS.sleep(grace.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return StopPhases.ANNOUNCE;
  }
}
