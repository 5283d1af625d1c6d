package io.signalbox.dispatcher.call.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseTrustTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final LeaseTrust trust = new LeaseTrust(Duration.ofSeconds(5), NOON);

  private boolean after(int seconds) {
    return trust.isTrusted(NOON.plusSeconds(seconds));
  }

  @Test
  void shouldGiveExecutorsTheTimeOfALeaseAfterTheBeginning() {
    assertThat(after(1)).isFalse();
    assertThat(after(4)).isFalse();
    assertThat(after(5)).isTrue();
  }

  @Test
  void shouldGiveThemThatTimeAgainAfterItWasHeldUp() {
    // given
    for (int second = 1; second <= 6; second++) {
      after(second);
    }
    // then
    assertThat(after(40)).isFalse();
    for (int second = 41; second < 45; second++) {
      assertThat(after(second)).as("second %d", second).isFalse();
    }
    assertThat(after(45)).isTrue();
  }
}
