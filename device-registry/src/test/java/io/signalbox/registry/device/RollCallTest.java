package io.signalbox.registry.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.registry.device.RollCall.Due;
import io.signalbox.registry.device.RollCall.Seat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollCallTest {
  private static final Duration EVERY = Duration.ofSeconds(25);
  private static final Duration SILENCE = Duration.ofSeconds(75);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Seat S1 = new Seat("acme", "s1");
  private static final Seat S2 = new Seat("acme", "s2");

  private final RollCall roll = new RollCall(EVERY, SILENCE);

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  private List<Due> due(long seconds) {
    return roll.due(at(seconds), 100);
  }

  @Test
  void shouldAskEveryDeviceOverAndOver() {
    roll.enter("lathe", S1, START);
    assertThat(due(24)).isEmpty();
    assertThat(due(25)).containsExactly(new Due.Ask("lathe", S1));
    assertThat(due(49)).isEmpty();
    assertThat(due(50)).containsExactly(new Due.Ask("lathe", S1));
  }

  @Test
  void shouldFindASessionSilentAtItsBoundAndAgainAfterAWhile() {
    // given
    roll.enter("lathe", S1, START);
    due(25);
    roll.heard("lathe", S1, at(30));
    due(50);
    due(75);
    due(100);

    // then
    assertThat(due(104)).isEmpty();
    assertThat(due(105)).containsExactly(new Due.Silent("lathe", S1, SILENCE));
    assertThat(roll.isSilent("lathe", S1, at(105))).isTrue();
    assertThat(due(129)).isEmpty();
    assertThat(due(130)).containsExactly(new Due.Silent("lathe", S1, SILENCE.plus(EVERY)));
  }

  @Test
  void shouldHearOfASessionAtTheLastMoment() {
    roll.enter("lathe", S1, START);
    due(25);
    due(75);
    assertThat(roll.heard("lathe", S1, at(76))).isTrue();
    assertThat(roll.isSilent("lathe", S1, at(76))).isFalse();
  }

  @Test
  void shouldNotTakeOneSessionForAnother() {
    // given
    roll.enter("lathe", S1, START);
    roll.enter("lathe", S2, at(10));

    // then
    assertThat(roll.heard("lathe", S1, at(20))).isFalse();
    assertThat(roll.heard("lathe", new Seat("other", "s2"), at(20))).isFalse();
    assertThat(roll.isSilent("lathe", S1, at(1_000))).isFalse();
    assertThat(due(35)).containsExactly(new Due.Ask("lathe", S2));
  }

  @Test
  void shouldLeaveASessionThatIsKnownAsItIs() {
    roll.enter("lathe", S1, START);
    roll.enter("lathe", S1, at(20));
    assertThat(due(25)).containsExactly(new Due.Ask("lathe", S1));
  }

  @Test
  void shouldForgetWhoLeft() {
    roll.enter("lathe", S1, START);
    roll.leave("lathe");
    roll.leave("lathe");
    assertThat(due(1_000)).isEmpty();
    assertThat(roll.size()).isZero();
  }

  @Test
  void shouldTakeAsManyAsWantedAndTheRestNext() {
    // given
    for (int each = 0; each < 10; each++) {
      roll.enter("d" + each, S1, START);
    }

    // when
    List<Due> all = new ArrayList<>(roll.due(at(25), 7));
    assertThat(all).hasSize(7);
    all.addAll(roll.due(at(26), 7));

    // then
    assertThat(all).extracting(Due::deviceId).doesNotHaveDuplicates().hasSize(10);
  }
}
