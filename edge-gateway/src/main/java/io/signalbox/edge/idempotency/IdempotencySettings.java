package io.signalbox.edge.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How requests with an `Idempotency-Key` are treated.
///
/// @param keep for how long a key means the request that it came with first
/// @param takeOver after how long a try that gave no answer is over, as its instance died
/// @param patience how long a second try waits for the answer to the first
/// @param purge how often keys that are no longer kept are removed
@ConfigurationProperties("signalbox.edge.idempotency")
record IdempotencySettings(
    @DefaultValue("24h") Duration keep,
    @DefaultValue("30s") Duration takeOver,
    @DefaultValue("5s") Duration patience,
    @DefaultValue("1m") Duration purge) {
  IdempotencySettings {
    if (takeOver.compareTo(patience) <= 0 || keep.compareTo(takeOver) <= 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.idempotency.patience, .take-over and .keep to be each longer than"
              + " the one before, but got %s, %s and %s".formatted(patience, takeOver, keep));
    }
  }
}
