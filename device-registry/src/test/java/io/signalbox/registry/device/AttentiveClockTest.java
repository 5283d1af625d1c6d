package io.signalbox.registry.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttentiveClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AttentiveClock clock = new AttentiveClock(START, Duration.ofSeconds(3));

  @Test
  void shouldGoWhileItIsLookedAt() {
    clock.look(START.plusSeconds(1));
    assertThat(clock.look(START.plusSeconds(2))).isEqualTo(START.plusSeconds(2));
    assertThat(clock.now()).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void shouldStandStillWhileNobodyLooks() {
    assertThat(clock.look(START.plusSeconds(100))).isEqualTo(START.plusSeconds(3));
    assertThat(clock.look(START.plusSeconds(101))).isEqualTo(START.plusSeconds(4));
  }

  @Test
  void shouldNotGoBack() {
    clock.look(START.plusSeconds(2));
    assertThat(clock.look(START.minusSeconds(50))).isEqualTo(START.plusSeconds(2));
    assertThat(clock.look(START.minusSeconds(49))).isEqualTo(START.plusSeconds(3));
  }
}
