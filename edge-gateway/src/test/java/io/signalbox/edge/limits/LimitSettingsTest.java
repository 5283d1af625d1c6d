package io.signalbox.edge.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class LimitSettingsTest {

  @Test
  void shouldHaveTheseDefaults() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new LimitSettings(
                DataSize.ofKilobytes(8),
                DataSize.ofKilobytes(16),
                DataSize.ofMegabytes(1),
                50_000,
                0,
                0,
                Duration.ofSeconds(10),
                Duration.ofSeconds(75),
                Duration.ofSeconds(15)));
  }

  @Test
  void shouldBeSetByTheseKeys() {
    assertThat(
            bound(
                Map.of(
                    "signalbox.edge.limits.uri", "1KB",
                    "signalbox.edge.limits.header", "2KB",
                    "signalbox.edge.limits.body", "3KB",
                    "signalbox.edge.limits.connections", "4",
                    "signalbox.edge.limits.tenant-streams", "5",
                    "signalbox.edge.limits.tenant-sockets", "6",
                    "signalbox.edge.limits.read", "7s",
                    "signalbox.edge.limits.idle", "8s",
                    "signalbox.edge.limits.answer", "9s")))
        .isEqualTo(
            new LimitSettings(
                DataSize.ofKilobytes(1),
                DataSize.ofKilobytes(2),
                DataSize.ofKilobytes(3),
                4,
                5,
                6,
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                Duration.ofSeconds(9)));
  }

  @ParameterizedTest
  @CsvSource({
    "uri, 10B",
    "header, 3GB",
    "body, 0B",
    "connections, -1",
    "tenant-streams, -1",
    "tenant-sockets, -1",
    "read, 0s",
    "idle, 0s",
    "answer, 10s"
  })
  void shouldNameTheKeyThatIsWrong(String key, String value) {
    assertThatThrownBy(() -> bound(Map.of("signalbox.edge.limits." + key, value)))
        .hasStackTraceContaining("Expected signalbox.edge.limits." + key);
  }

  private static LimitSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.edge.limits", LimitSettings.class);
  }
}
