package io.signalbox.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WatchSettingsTest {

  @Test
  void shouldHaveTheseDefaults() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new WatchSettings(
                1024, 500, Duration.ofMillis(15), Duration.ofSeconds(30), Duration.ofSeconds(75)));
  }

  @Test
  void shouldBeSetByTheseKeys() {
    assertThat(
            bound(
                Map.of(
                    "signalbox.edge.watch.buffer", "1",
                    "signalbox.edge.watch.page", "2",
                    "signalbox.edge.watch.look-again", "3ms",
                    "signalbox.edge.watch.keepalive", "4s",
                    "signalbox.edge.watch.stuck-after", "5s")))
        .isEqualTo(
            new WatchSettings(
                1, 2, Duration.ofMillis(3), Duration.ofSeconds(4), Duration.ofSeconds(5)));
  }

  @Test
  void shouldNameTheKeyThatIsWrong() {
    assertThatThrownBy(() -> bound(Map.of("signalbox.edge.watch.page", "0")))
        .hasStackTraceContaining("signalbox.edge.watch.page");
  }

  private static WatchSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.edge.watch", WatchSettings.class);
  }
}
