package io.signalbox.edge.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How this instance looks after itself.
///
/// @param interval how often it looks at its parts
/// @param recheck how often while one of them is not healthy
/// @param timeout a part that does not answer for so long is unhealthy
/// @param tailLag a live tail that is further behind, in records, is degraded
/// @param dispatcherLag a dispatcher that is further behind, in records, is degraded
@ConfigurationProperties("signalbox.edge.health")
public record HealthSettings(
    @DefaultValue("30s") Duration interval,
    @DefaultValue("2s") Duration recheck,
    @DefaultValue("3s") Duration timeout,
    @DefaultValue("10000") long tailLag,
    @DefaultValue("1000") long dispatcherLag) {
  public HealthSettings {
    requirePositive("interval", interval);
    requirePositive("recheck", recheck);
    requirePositive("timeout", timeout);
    if (tailLag < 1 || dispatcherLag < 1) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.health.tail-lag and signalbox.edge.health.dispatcher-lag to be"
              + " 1 or more, but got %d and %d".formatted(tailLag, dispatcherLag));
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.health.%s to be more than 0, but got %s".formatted(name, value));
    }
  }
}
