package io.signalbox.edge.draining;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Announces that this instance stops, before anything else does, and leaves time to notice. Nobody
/// depends on it; see [StopPhases].
@Component
final class Announcement implements SmartLifecycle {
  private static final Logger LOGGER = LoggerFactory.getLogger(Announcement.class);

  private final Draining draining;
  private final Duration grace;
  private volatile boolean running;

  Announcement(Draining draining, DrainSettings settings) {
    this.draining = draining;
    this.grace = settings.grace();
  }

  @Override
  public void start() {
    draining.change(false);
    running = true;
  }

  /// Returns when the grace is over.
  @Override
  public void stop() {
    running = false;
    draining.change(true);
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
