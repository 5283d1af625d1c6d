package io.signalbox.edge.hsafa.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SocketSettingsTest {

  @Test
  void shouldHaveTheseDefaults() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new SocketSettings(
                DataSize.ofKilobytes(64), 256, Duration.ofSeconds(30), Duration.ofSeconds(75)));
  }

  @Test
  void shouldBeSetByTheseKeys() {
    assertThat(
            bound(
                Map.of(
                    "signalbox.edge.devices.frame", "1KB",
                    "signalbox.edge.devices.queue", "2",
                    "signalbox.edge.devices.ping", "3s",
                    "signalbox.edge.devices.silence", "4s")))
        .isEqualTo(
            new SocketSettings(
                DataSize.ofKilobytes(1), 2, Duration.ofSeconds(3), Duration.ofSeconds(4)));
  }

  private static SocketSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.edge.devices", SocketSettings.class);
  }
}
