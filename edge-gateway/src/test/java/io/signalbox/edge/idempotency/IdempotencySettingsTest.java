package io.signalbox.edge.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Defaults and names of the settings.
class IdempotencySettingsTest {

  @Test
  void shouldHaveDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new IdempotencySettings(
                Duration.ofHours(24),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1)));
  }

  @Test
  void shouldBindEveryName() {
    assertThat(
            bind(
                Map.of(
                    "signalbox.edge.idempotency.keep", "2h",
                    "signalbox.edge.idempotency.take-over", "40s",
                    "signalbox.edge.idempotency.patience", "1s",
                    "signalbox.edge.idempotency.purge", "5m")))
        .isEqualTo(
            new IdempotencySettings(
                Duration.ofHours(2),
                Duration.ofSeconds(40),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5)));
  }

  @Test
  void shouldRefuseTimesThatContradictEachOther() {
    Duration second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IdempotencySettings(second, second, second, second))
        .withMessageContaining("signalbox.edge.idempotency.patience");
  }

  private static IdempotencySettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(new HashMap<>(properties)))
        .bindOrCreate("signalbox.edge.idempotency", IdempotencySettings.class);
  }
}
