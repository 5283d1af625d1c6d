package io.signalbox.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class WatchSettingsTest {

  @Test
  void shouldHaveTheseDefaults() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new WatchSettings(
                1024,
                DataSize.ofMegabytes(1),
                1000,
                Duration.ofMillis(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(75),
                new WatchSettings.Kept(10_000, DataSize.ofMegabytes(64), Duration.ofSeconds(10))));
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
                    "signalbox.edge.watch.stuck-after", "5s",
                    "signalbox.edge.watch.buffer-bytes", "6KB",
                    "signalbox.edge.watch.window.events", "7",
                    "signalbox.edge.watch.window.bytes", "8KB",
                    "signalbox.edge.watch.window.linger", "9s")))
        .isEqualTo(
            new WatchSettings(
                1,
                DataSize.ofKilobytes(6),
                2,
                Duration.ofMillis(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                new WatchSettings.Kept(7, DataSize.ofKilobytes(8), Duration.ofSeconds(9))));
  }

  @Test
  void shouldNameTheKeyThatIsWrong() {
    assertThatThrownBy(() -> bound(Map.of("signalbox.edge.watch.page", "0")))
        .hasStackTraceContaining("signalbox.edge.watch.page");
    assertThatThrownBy(() -> bound(Map.of("signalbox.edge.watch.buffer-bytes", "0")))
        .hasStackTraceContaining("signalbox.edge.watch.buffer-bytes");
    assertThatThrownBy(() -> bound(Map.of("signalbox.edge.watch.window.events", "0")))
        .hasStackTraceContaining("signalbox.edge.watch.window");
  }

  private static WatchSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.edge.watch", WatchSettings.class);
  }
}
