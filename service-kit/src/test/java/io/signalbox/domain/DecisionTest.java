package io.signalbox.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {

  @Test
  void shouldKeepEventsInOrder() {
    assertThat(Decision.accept("a", "b")).isEqualTo(new Decision.Accepted<>(List.of("a", "b")));
    assertThat(Decision.accept(List.of("a", "b"))).isEqualTo(Decision.accept("a", "b"));
  }

  @Test
  void shouldAcceptWithoutEvents() {
    assertThat(Decision.<String>accept())
        .isInstanceOfSatisfying(
            Decision.Accepted.class, accepted -> assertThat(accepted.events()).isEmpty());
  }

  @Test
  void shouldNotChangeWithTheListItWasMadeOf() {
    // given
    List<String> events = new ArrayList<>(List.of("a"));
    Decision.Accepted<String> accepted = new Decision.Accepted<>(events);

    // when
    events.add("b");

    // then
    assertThat(accepted.events()).containsExactly("a");
    assertThatThrownBy(() -> accepted.events().add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void shouldSayWhatWasExpectedAndFound() {
    assertThat(Decision.<String>reject(Rejection.STALE, "call %s has epoch %d", "c1", 2))
        .isEqualTo(new Decision.Rejected<>(Rejection.STALE, "call c1 has epoch 2"));
  }
}
