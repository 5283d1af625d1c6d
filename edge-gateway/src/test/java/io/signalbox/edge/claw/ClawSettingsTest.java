package io.signalbox.edge.claw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ClawSettingsTest {
  private static final String PREFIX = "signalbox.edge.claw";

  @Test
  void shouldHaveTheseDefaults() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new ClawSettings(
                "",
                DataSize.ofKilobytes(512),
                DataSize.ofKilobytes(64),
                256,
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(1),
                64,
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(75),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5),
                1000,
                Duration.ofMinutes(5),
                Duration.ofSeconds(60)));
  }

  @Test
  void shouldBeSetByTheseKeys() {
    assertThat(
            bound(
                Map.ofEntries(
                    Map.entry("token", "t"),
                    Map.entry("frame", "2KB"),
                    Map.entry("first-frame", "1KB"),
                    Map.entry("queue", "3"),
                    Map.entry("buffered", "4KB"),
                    Map.entry("grace", "5s"),
                    Map.entry("calls", "6"),
                    Map.entry("handshake", "7s"),
                    Map.entry("tick", "8s"),
                    Map.entry("silence", "9s"),
                    Map.entry("skew", "10s"),
                    Map.entry("repeats", "11s"),
                    Map.entry("repeats-kept", "12"),
                    Map.entry("presence", "13s"),
                    Map.entry("health", "14s"))))
        .isEqualTo(
            new ClawSettings(
                "t",
                DataSize.ofKilobytes(2),
                DataSize.ofKilobytes(1),
                3,
                DataSize.ofKilobytes(4),
                Duration.ofSeconds(5),
                6,
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                Duration.ofSeconds(9),
                Duration.ofSeconds(10),
                Duration.ofSeconds(11),
                12,
                Duration.ofSeconds(13),
                Duration.ofSeconds(14)));
  }

  @Test
  void shouldRefuseWhatMakesNoSense() {
    assertThatThrownBy(() -> bound(Map.of("queue", "0")))
        .rootCause()
        .hasMessageContaining("signalbox.edge.claw.queue");
    assertThatThrownBy(() -> bound(Map.of("first-frame", "1MB")))
        .rootCause()
        .hasMessageContaining("signalbox.edge.claw.first-frame to be at most");
    assertThatThrownBy(() -> bound(Map.of("silence", "1s")))
        .rootCause()
        .hasMessageContaining("signalbox.edge.claw.silence to be longer than");
  }

  @Test
  void shouldNotShowTheToken() {
    assertThat(bound(Map.of("token", "hush")).toString()).doesNotContain("hush");
  }

  private static ClawSettings bound(Map<String, String> properties) {
    Map<String, String> full =
        properties.entrySet().stream()
            .collect(Collectors.toMap(each -> PREFIX + "." + each.getKey(), Map.Entry::getValue));
    return new Binder(new MapConfigurationPropertySource(full))
        .bindOrCreate(PREFIX, ClawSettings.class);
  }
}
