package io.signalbox.orchestrator.model.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ModelSettingsTest {

  @Test
  void shouldPinTheDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(new ModelSettings(8, Duration.ofSeconds(15), Duration.ofSeconds(10)));
  }

  @Test
  void shouldPinTheNames() {
    assertThat(
            bind(
                Map.of(
                    "signalbox.model.workers", "0",
                    "signalbox.model.lock", "1s",
                    "signalbox.model.answer-patience", "1ms")))
        .isEqualTo(new ModelSettings(0, Duration.ofSeconds(1), Duration.ofMillis(1)));
  }

  @ParameterizedTest
  @CsvSource({"workers,-1", "lock,999ms", "answer-patience,0s"})
  void shouldNameASettingThatCannotBe(String name, String value) {
    assertThatThrownBy(() -> bind(Map.of("signalbox.model." + name, value)))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageContaining("Expected signalbox.model." + name);
  }

  private static ModelSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.model", ModelSettings.class);
  }
}
