package io.signalbox.edge.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.health.Condition;
import io.signalbox.edge.health.PartState;
import io.signalbox.edge.tail.Stops.Stop;
import java.util.List;
import org.junit.jupiter.api.Test;

class TailCheckTest {
  private static final long MOST_LAG = 100;

  @Test
  void shouldBeUnhealthyOnceItFailsOrStandsStillAgainAndAgain() {
    assertThat(judged(0, 0, MOST_LAG).condition()).isEqualTo(Condition.HEALTHY);
    assertThat(judged(0, 0, MOST_LAG + 1).condition()).isEqualTo(Condition.DEGRADED);
    assertThat(judged(1, 0, 0).condition()).isEqualTo(Condition.DEGRADED);
    assertThat(judged(3, 0, 0).condition()).isEqualTo(Condition.UNHEALTHY);
    assertThat(judged(0, 1, 0).condition()).isEqualTo(Condition.DEGRADED);
    assertThat(judged(0, 3, 0).condition()).isEqualTo(Condition.UNHEALTHY);
  }

  @Test
  void shouldTellItsNumbers() {
    assertThat(judged(2, 1, 7).details())
        .containsEntry("failures", 2L)
        .containsEntry("stopped", 1L)
        .containsEntry("lag", 7L);
  }

  private static PartState judged(int failures, int stopFailures, long lag) {
    List<Stop> stopped = stopFailures == 0 ? List.of() : List.of(new Stop(5, stopFailures, 0));
    return TailCheck.judged(failures, stopped, lag, MOST_LAG);
  }
}
