package io.signalbox.registry.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.registry.report.Fact.Missed;
import io.signalbox.registry.report.Fact.Told;
import io.signalbox.registry.report.ReportLog.Range;
import io.signalbox.registry.report.ReportLog.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportLogTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final List<Fact> facts = new ArrayList<>();
  private ReportLog log = ReportLog.EMPTY;

  private static Report report(long seq) {
    return new Report(seq, "door.opened", "{\"n\":%d}".formatted(seq), NOON);
  }

  private Step take(long seq) {
    return step(log.take(report(seq)));
  }

  private Step step(Step step) {
    log = step.after();
    facts.addAll(step.facts());
    return step;
  }

  @Test
  void shouldTakeEventsInOrder() {
    assertThat(take(1)).isEqualTo(new Step(log, List.of(new Told(report(1))), null));
    take(2);
    assertThat(facts).containsExactly(new Told(report(1)), new Told(report(2)));
    assertThat(log.last()).isEqualTo(2);
    assertThat(log.position()).isEqualTo(2);
  }

  @Test
  void shouldTakeEachEventOnce() {
    take(1);
    ReportLog before = log;
    assertThat(take(1)).isEqualTo(new Step(before, List.of(), null));
    take(3);
    before = log;
    assertThat(take(3)).isEqualTo(new Step(before, List.of(), null));
  }

  @Test
  void shouldAskOnceForWhatIsMissingAndLetGoWhatWasHeld() {
    take(1);
    assertThat(take(4).wanted()).isEqualTo(new Range(2, 3));
    assertThat(take(5).wanted()).isNull();
    assertThat(take(2).wanted()).isNull();
    assertThat(log.hasGap()).isTrue();
    take(3);
    assertThat(facts)
        .extracting(each -> ((Told) each).report().seq())
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(log.hasGap()).isFalse();
  }

  @Test
  void shouldAskForTheNextGapOnceTheFirstIsClosed() {
    take(2);
    take(5);
    assertThat(take(1).wanted()).isEqualTo(new Range(3, 4));
    assertThat(log.last()).isEqualTo(2);
  }

  @Test
  void shouldGiveUpAGapAndGoOn() {
    take(1);
    take(4);
    take(7);
    assertThat(step(log.giveUp()).wanted()).isEqualTo(new Range(5, 6));
    assertThat(facts).containsExactly(new Told(report(1)), new Missed(2, 3), new Told(report(4)));
    assertThat(step(log.giveUp()).wanted()).isNull();
    assertThat(log.hasGap()).isFalse();
    assertThat(log.last()).isEqualTo(7);
    assertThat(log.position()).isEqualTo(5);
    assertThat(log.giveUp()).isEqualTo(new Step(log, List.of(), null));
  }

  @Test
  void shouldNotTakeWhatWasGivenUp() {
    take(3);
    step(log.giveUp());
    facts.clear();
    take(2);
    assertThat(facts).isEmpty();
  }

  @Test
  void shouldHoldOnlySoMany() {
    for (int seq = 2; seq <= ReportLog.MOST_HELD + 1; seq++) {
      take(seq);
    }
    ReportLog full = log;
    assertThat(take(1_000).after()).isEqualTo(full);
    take(1);
    assertThat(log.last()).isEqualTo(ReportLog.MOST_HELD + 1);
  }

  @Test
  void shouldAskForWhatADeviceAnnounces() {
    assertThat(log.announced(0).wanted()).isNull();
    assertThat(log.announced(3).wanted()).isEqualTo(new Range(1, 3));
    take(1);
    assertThat(log.announced(1).wanted()).isNull();
    take(4);
    assertThat(log.announced(9).wanted()).isEqualTo(new Range(2, 3));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldMakeTheSameOfAnyOrder(long seed) {
    // given
    Random random = new Random(seed);
    List<Long> order = new ArrayList<>(LongStream.rangeClosed(1, 60).boxed().toList());
    order.addAll(LongStream.rangeClosed(20, 40).boxed().toList());
    Collections.shuffle(order, random);
    // when
    order.forEach(this::take);
    // then
    assertThat(facts)
        .as("seed %d", seed)
        .isEqualTo(LongStream.rangeClosed(1, 60).mapToObj(seq -> new Told(report(seq))).toList());
    assertThat(log.position()).isEqualTo(60);
  }
}
