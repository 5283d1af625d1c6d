package io.signalbox.edge.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Defaults and names of the settings.
class CommandSettingsTest {

  @Test
  void shouldWaitFiveSecondsUnlessTold() {
    assertThat(bind(Map.of())).isEqualTo(new CommandSettings(Duration.ofSeconds(5)));
    assertThat(bind(Map.of("signalbox.edge.commands.patience", "2s")))
        .isEqualTo(new CommandSettings(Duration.ofSeconds(2)));
  }

  @Test
  void shouldRefuseToWaitForNoTime() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommandSettings(Duration.ZERO))
        .withMessage("Expected signalbox.edge.commands.patience to be above 0, but got PT0S");
  }

  private static CommandSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.edge.commands", CommandSettings.class);
  }
}
