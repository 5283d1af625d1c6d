package io.signalbox.edge.draining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DrainSettingsTest {

  @Test
  void shouldHaveTheseDefaults() {
    assertThat(bound(Map.of()))
        .isEqualTo(new DrainSettings(Duration.ofSeconds(2), Duration.ofSeconds(10)));
  }

  @Test
  void shouldBeSetByTheseKeys() {
    assertThat(
            bound(
                Map.of(
                    "signalbox.edge.shutdown.grace", "0s",
                    "signalbox.edge.shutdown.writes", "1s")))
        .isEqualTo(new DrainSettings(Duration.ZERO, Duration.ofSeconds(1)));
  }

  @Test
  void shouldNameTheKeyThatIsWrong() {
    assertThatThrownBy(() -> bound(Map.of("signalbox.edge.shutdown.grace", "-1s")))
        .hasStackTraceContaining("signalbox.edge.shutdown.grace");
  }

  private static DrainSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.edge.shutdown", DrainSettings.class);
  }
}
