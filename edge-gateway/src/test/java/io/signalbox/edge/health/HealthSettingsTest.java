package io.signalbox.edge.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HealthSettingsTest {

  @Test
  void shouldHaveTheseDefaults() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new HealthSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                10_000,
                1_000));
  }

  @Test
  void shouldBeSetByTheseKeys() {
    assertThat(
            bound(
                Map.of(
                    "signalbox.edge.health.interval", "1s",
                    "signalbox.edge.health.recheck", "2ms",
                    "signalbox.edge.health.timeout", "3ms",
                    "signalbox.edge.health.tail-lag", "4",
                    "signalbox.edge.health.dispatcher-lag", "5")))
        .isEqualTo(
            new HealthSettings(
                Duration.ofSeconds(1), Duration.ofMillis(2), Duration.ofMillis(3), 4, 5));
  }

  @Test
  void shouldNameTheKeyThatIsWrong() {
    assertThatThrownBy(() -> bound(Map.of("signalbox.edge.health.interval", "0s")))
        .hasStackTraceContaining("signalbox.edge.health.interval");
    assertThatThrownBy(() -> bound(Map.of("signalbox.edge.health.tail-lag", "0")))
        .hasStackTraceContaining("signalbox.edge.health.tail-lag");
  }

  private static HealthSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.edge.health", HealthSettings.class);
  }
}
