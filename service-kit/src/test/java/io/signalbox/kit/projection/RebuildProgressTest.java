package io.signalbox.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RebuildProgressTest {

  @Test
  void shouldTellRateAndTimeLeft() {
    assertThat(RebuildProgress.line(100_000, 25_000, Duration.ofSeconds(5)))
        .isEqualTo("25000 of 100000 events (25 %), 5000/s, 15s left");
  }

  @Test
  void shouldTellOfNothingToDo() {
    assertThat(RebuildProgress.line(0, 0, Duration.ZERO))
        .isEqualTo("0 of 0 events (100 %), 0/s, 0s left");
  }
}
