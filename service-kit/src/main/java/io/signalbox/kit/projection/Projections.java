package io.signalbox.kit.projection;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;

/// All projections of a service: they start and stop with it, and are well only together.
public final class Projections implements SmartLifecycle, HealthIndicator {
  private final List<ProjectionRunner<?>> runners;

  Projections(List<ProjectionRunner<?>> runners) {
    this.runners = List.copyOf(runners);
  }

  @Override
  public void start() {
    runners.forEach(ProjectionRunner::start);
  }

  @Override
  public void stop() {
    runners.forEach(ProjectionRunner::stop);
  }

  @Override
  public boolean isRunning() {
    return runners.stream().anyMatch(ProjectionRunner::isRunning);
  }

  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public Health health() {
    Health.Builder all = Health.up();
    for (ProjectionRunner<?> runner : runners) {
      Health one = runner.health();
      if (!one.getStatus().equals(Status.UP)) {
        all.down();
      }
      all.withDetail(runner.name(), one.getDetails());
    }
    return all.build();
  }
}
