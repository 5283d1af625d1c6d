package io.signalbox.dispatcher.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WorkSettingsTest {

  @Test
  void shouldPinTheDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(new WorkSettings(16, Duration.ofSeconds(15), Duration.ofSeconds(10)));
  }

  @Test
  void shouldPinTheNames() {
    assertThat(
            bind(
                Map.of(
                    "signalbox.tools.work.workers", "0",
                    "signalbox.tools.work.lock", "1s",
                    "signalbox.tools.work.answer-patience", "1ms")))
        .isEqualTo(new WorkSettings(0, Duration.ofSeconds(1), Duration.ofMillis(1)));
  }

  @ParameterizedTest
  @CsvSource({"workers,-1", "lock,999ms", "answer-patience,0s"})
  void shouldNameASettingThatCannotBe(String name, String value) {
    assertThatThrownBy(() -> bind(Map.of("signalbox.tools.work." + name, value)))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageContaining("Expected signalbox.tools.work." + name);
  }

  private static WorkSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.tools.work", WorkSettings.class);
  }
}
