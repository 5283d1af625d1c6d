package io.signalbox.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CallRetentionTest {
  private static CallRetention bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.retention", CallRetention.class);
  }

  @Test
  void shouldHaveTheseDefaults() {
    assertThat(bound(Map.of()))
        .isEqualTo(new CallRetention(Duration.ofDays(21), Duration.ofHours(25)));
  }

  @Test
  void shouldBeSetByTheseKeys() {
    assertThat(bound(Map.of("signalbox.retention.views", "3d", "signalbox.retention.ended", "90s")))
        .isEqualTo(new CallRetention(Duration.ofDays(3), Duration.ofSeconds(90)));
  }

  @Test
  void shouldRefuseToKeepNothing() {
    assertThatThrownBy(() -> new CallRetention(Duration.ofDays(21), Duration.ZERO))
        .hasMessageContaining("signalbox.retention.ended");
    assertThatThrownBy(() -> new CallRetention(Duration.ZERO, Duration.ofHours(25)))
        .hasMessageContaining("signalbox.retention.views");
  }
}
