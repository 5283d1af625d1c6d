package io.signalbox.edge.health;

import static io.signalbox.edge.health.Part.DISPATCHER;
import static io.signalbox.edge.health.Part.KAFKA;
import static io.signalbox.edge.health.Part.POSTGRES;
import static io.signalbox.edge.health.Part.TAIL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthTableTest {

  @ParameterizedTest
  @CsvSource({
    "HEALTHY,   HEALTHY,   HEALTHY,   HEALTHY,   HEALTHY",
    "HEALTHY,   HEALTHY,   HEALTHY,   DEGRADED,  DEGRADED",
    "HEALTHY,   HEALTHY,   HEALTHY,   UNHEALTHY, DEGRADED",
    "HEALTHY,   HEALTHY,   DEGRADED,  HEALTHY,   DEGRADED",
    "HEALTHY,   HEALTHY,   DEGRADED,  UNHEALTHY, DEGRADED",
    "HEALTHY,   HEALTHY,   UNHEALTHY, HEALTHY,   UNHEALTHY",
    "HEALTHY,   DEGRADED,  HEALTHY,   HEALTHY,   DEGRADED",
    "HEALTHY,   UNHEALTHY, HEALTHY,   HEALTHY,   UNHEALTHY",
    "DEGRADED,  HEALTHY,   HEALTHY,   HEALTHY,   DEGRADED",
    "UNHEALTHY, HEALTHY,   HEALTHY,   HEALTHY,   UNHEALTHY",
    "UNHEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY",
    "DEGRADED,  DEGRADED,  DEGRADED,  DEGRADED,  DEGRADED",
  })
  void shouldJudgeAllPartsTogether(
      Condition kafka,
      Condition postgres,
      Condition tail,
      Condition dispatcher,
      Condition together) {
    assertThat(
            TruthTable.together(
                Map.of(KAFKA, kafka, POSTGRES, postgres, TAIL, tail, DISPATCHER, dispatcher)))
        .isEqualTo(together);
  }

  @Test
  void shouldBeHealthyWithoutParts() {
    assertThat(TruthTable.together(Map.of())).isEqualTo(Condition.HEALTHY);
  }

  @Test
  void shouldBeReadyOnceKafkaAndPostgresWereReachedAndNotWhileStopping() {
    assertThat(TruthTable.ready(Set.of(), false)).isFalse();
    assertThat(TruthTable.ready(Set.of(KAFKA, TAIL, DISPATCHER), false)).isFalse();
    assertThat(TruthTable.ready(Set.of(POSTGRES), false)).isFalse();
    assertThat(TruthTable.ready(Set.of(KAFKA, POSTGRES), false)).isTrue();
    assertThat(TruthTable.ready(Set.of(KAFKA, POSTGRES), true)).isFalse();
  }
}
