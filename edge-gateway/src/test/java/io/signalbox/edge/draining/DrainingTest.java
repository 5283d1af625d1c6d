package io.signalbox.edge.draining;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DrainingTest {
  private final Draining draining = new Draining(new DrainSettings(Duration.ZERO, Duration.ZERO));

  @Test
  void shouldTellAlsoThoseWhoAskedBeforeItStarted() {
    // given
    AtomicInteger told = new AtomicInteger();
    draining.announced().subscribe(null, null, told::incrementAndGet);
    draining.start();
    assertThat(draining.isStopping()).isFalse();
    // when
    draining.stop();
    // then
    assertThat(draining.isStopping()).isTrue();
    assertThat(told).hasValue(1);
  }

  @Test
  void shouldTellThoseWhoAskTooLateAtOnceAndBeginAnew() {
    draining.start();
    draining.stop();
    AtomicInteger told = new AtomicInteger();
    draining.announced().subscribe(null, null, told::incrementAndGet);
    assertThat(told).hasValue(1);
    draining.start();
    draining.announced().subscribe(null, null, told::incrementAndGet);
    assertThat(told).hasValue(1);
    assertThat(draining.isStopping()).isFalse();
  }
}
