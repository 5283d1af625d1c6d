package io.signalbox.edge.draining;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainingTest {
  private final Draining draining = new Draining();
  private final Announcement announcement =
      new Announcement(draining, new DrainSettings(Duration.ZERO, Duration.ZERO));

  @Test
  void shouldTellAlsoThoseWhoAskedBeforeItStarted() {
    // given
    List<Boolean> told = new ArrayList<>();
    draining.changes().subscribe(told::add);
    announcement.start();
    assertThat(draining.isStopping()).isFalse();
    assertThat(told).isEmpty();
    // when
    announcement.stop();
    // then
    assertThat(draining.isStopping()).isTrue();
    assertThat(told).containsExactly(true);
  }

  @Test
  void shouldBeginAnew() {
    announcement.start();
    announcement.stop();
    List<Boolean> told = new ArrayList<>();
    draining.changes().subscribe(told::add);
    announcement.start();
    assertThat(draining.isStopping()).isFalse();
    assertThat(told).containsExactly(false);
  }
}
