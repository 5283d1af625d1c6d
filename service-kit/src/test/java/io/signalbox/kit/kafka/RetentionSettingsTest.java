package io.signalbox.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.schemas.topic.Kept;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class RetentionSettingsTest {
  private static final RetentionSettings DEFAULTS =
      new RetentionSettings(
          Duration.ofDays(7),
          Duration.ofDays(30),
          Duration.ofHours(1),
          Duration.ofDays(7),
          Duration.ofDays(21),
          Duration.ofHours(25));

  @Test
  void shouldHaveTheseDefaults() throws IOException {
    assertThat(bound(Map.of())).isEqualTo(DEFAULTS);
    assertThat(ofService(Map.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void shouldBeSetByTheseKeys() {
    assertThat(
            bound(
                Map.of(
                    "signalbox.retention.work", "1d",
                    "signalbox.retention.history", "20d",
                    "signalbox.retention.answers", "2h",
                    "signalbox.retention.events", "3d",
                    "signalbox.retention.views", "13d",
                    "signalbox.retention.ended", "5h")))
        .isEqualTo(other());
  }

  @Test
  void shouldBeSetByTheseVariables() throws IOException {
    assertThat(
            ofService(
                Map.of(
                    "SIGNALBOX_RETENTION_WORK", "1d",
                    "SIGNALBOX_RETENTION_HISTORY", "20d",
                    "SIGNALBOX_RETENTION_ANSWERS", "2h",
                    "SIGNALBOX_RETENTION_EVENTS", "3d",
                    "SIGNALBOX_RETENTION_VIEWS", "13d",
                    "SIGNALBOX_RETENTION_ENDED", "5h")))
        .isEqualTo(other());
  }

  @Test
  void shouldKeepEachClassOfTopicsForItsTime() {
    assertThat(DEFAULTS.of(Kept.WORK)).contains(Duration.ofDays(7));
    assertThat(DEFAULTS.of(Kept.HISTORY)).contains(Duration.ofDays(30));
    assertThat(DEFAULTS.of(Kept.ANSWERS)).contains(Duration.ofHours(1));
    assertThat(DEFAULTS.of(Kept.FOR_EVER)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"work", "history", "answers", "events", "views", "ended"})
  void shouldNameTheKeyThatIsWrong(String name) {
    assertThatThrownBy(() -> bound(Map.of("signalbox.retention." + name, "0s")))
        .rootCause()
        .hasMessage("Expected signalbox.retention.%s to be more than nothing, but got PT0S", name);
  }

  @Test
  void shouldNotForgetARunBeforeItsEvents() {
    assertThatThrownBy(() -> bound(Map.of("signalbox.retention.events", "22d")))
        .rootCause()
        .hasMessage(
            "Expected signalbox.retention.events to be at most signalbox.retention.views, but got"
                + " PT528H and PT504H");
  }

  @Test
  void shouldNotKeepInAViewWhatARebuildCouldNotFind() {
    assertThatThrownBy(() -> bound(Map.of("signalbox.retention.history", "27d")))
        .rootCause()
        .hasMessageStartingWith(
            "Expected signalbox.retention.history to be at least signalbox.retention.views and the"
                + " longest run (PT168H) together")
        .hasMessageEndingWith("but got PT648H and PT504H");
    assertThat(bound(Map.of("signalbox.retention.history", "28d")).history())
        .isEqualTo(Duration.ofDays(28));
  }

  private static RetentionSettings other() {
    return new RetentionSettings(
        Duration.ofDays(1),
        Duration.ofDays(20),
        Duration.ofHours(2),
        Duration.ofDays(3),
        Duration.ofDays(13),
        Duration.ofHours(5));
  }

  private static RetentionSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.retention", RetentionSettings.class);
  }

  /// With the file that all services import.
  private static RetentionSettings ofService(Map<String, Object> variables) throws IOException {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
    new YamlPropertySourceLoader()
        .load("service", new ClassPathResource("signalbox-service.yaml"))
        .forEach(environment.getPropertySources()::addLast);
    return Binder.get(environment).bindOrCreate("signalbox.retention", RetentionSettings.class);
  }
}
