package io.signalbox.dispatcher.call.kafka;

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
  void shouldRememberASettledCallForADayAndAnHourUnlessToldOtherwise() {
    assertThat(bound(Map.of())).isEqualTo(new CallRetention(Duration.ofHours(25)));
  }

  @Test
  void shouldTakeTheGraceFromTheSettings() {
    assertThat(bound(Map.of("signalbox.retention.ended", "90s")))
        .isEqualTo(new CallRetention(Duration.ofSeconds(90)));
  }

  @Test
  void shouldRefuseAGraceOfNothing() {
    assertThatThrownBy(() -> new CallRetention(Duration.ZERO))
        .hasMessageContaining("signalbox.retention.ended");
  }
}
