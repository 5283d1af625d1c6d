package io.signalbox.edge.claw.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MethodSettingsTest {
  private static final String PREFIX = "signalbox.edge.claw.methods";

  @Test
  void shouldHaveDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(new MethodSettings(100, Duration.ofMillis(150), 6 * 1024 * 1024));
  }

  @Test
  void shouldTakeEveryKey() {
    assertThat(
            bind(
                Map.of(
                    PREFIX + ".runs", "1",
                    PREFIX + ".chat-interval", "1s",
                    PREFIX + ".history-bytes", "9")))
        .isEqualTo(new MethodSettings(1, Duration.ofSeconds(1), 9));
  }

  @Test
  void shouldRefuseWhatCannotWork() {
    assertThatThrownBy(() -> new MethodSettings(0, Duration.ofSeconds(1), 1))
        .hasMessageContaining(PREFIX + ".runs");
  }

  private static MethodSettings bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate(PREFIX, MethodSettings.class);
  }
}
