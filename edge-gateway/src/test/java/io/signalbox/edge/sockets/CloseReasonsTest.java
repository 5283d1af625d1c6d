package io.signalbox.edge.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CloseReasonsTest {

  @Test
  void shouldKeepWhatFits() {
    assertThat(CloseReasons.status(1008, "x".repeat(123)).getReason()).isEqualTo("x".repeat(123));
  }

  @Test
  void shouldCutWhatDoesNot() {
    assertThat(CloseReasons.cut("x".repeat(200))).isEqualTo("x".repeat(123));
  }

  @Test
  void shouldNeverCutWithinACharacter() {
    assertThat(CloseReasons.cut("ä".repeat(100))).isEqualTo("ä".repeat(61));
    assertThat(CloseReasons.cut("🚀".repeat(100)).getBytes(UTF_8)).hasSize(120);
  }

  @Test
  void shouldSayWhetherTheInstanceComesBack() {
    assertThat(status(Map.of()).status().getCode()).isEqualTo(1001);
    assertThat(status(Map.of()).restartExpectedMs()).isEmpty();
    StopStatus restarting = status(Map.of("signalbox.edge.shutdown.restart-expected-ms", "5000"));
    assertThat(restarting.status().getCode()).isEqualTo(1012);
    assertThat(restarting.restartExpectedMs()).hasValue(5000);
  }

  private static StopStatus status(Map<String, String> properties) {
    return new StopStatus(
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("signalbox.edge.shutdown", RestartSettings.class));
  }
}
