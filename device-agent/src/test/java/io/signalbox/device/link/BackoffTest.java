package io.signalbox.device.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class BackoffTest {

  @Property
  void shouldStayWithinItsBounds(
      @ForAll @IntRange(min = 0) int failures,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
    assertThat(Backoff.after(failures, random))
        .isBetween(Duration.ofMillis(100), Duration.ofSeconds(60));
  }

  @Property
  void shouldSpreadByAQuarterAroundTheDoubledStep(
      @ForAll @IntRange(min = 1, max = 8) int failures,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
    long step = 100L << failures;
    assertThat(Backoff.after(failures, random).toMillis()).isBetween(step * 3 / 4, step * 5 / 4);
  }

  @Property
  void shouldNeverGrowShorterWithMoreFailures(
      @ForAll @IntRange(min = 0, max = 100) int failures,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
    assertThat(Backoff.after(failures + 1, random))
        .isGreaterThanOrEqualTo(Backoff.after(failures, random));
  }

  @Example
  void shouldDoubleFrom100MillisecondsTo60Seconds() {
    assertThat(Backoff.after(0, 0.5)).isEqualTo(Duration.ofMillis(100));
    assertThat(Backoff.after(1, 0.5)).isEqualTo(Duration.ofMillis(200));
    assertThat(Backoff.after(9, 0.5)).isEqualTo(Duration.ofMillis(51_200));
    assertThat(Backoff.after(10, 0.5)).isEqualTo(Duration.ofSeconds(60));
    assertThat(Backoff.after(1_000_000, 0)).isEqualTo(Duration.ofSeconds(45));
  }
}
