package io.signalbox.orchestrator.session;

import static io.signalbox.orchestrator.session.Sessions.answer;
import static io.signalbox.orchestrator.session.Sessions.assistant;
import static io.signalbox.orchestrator.session.Sessions.call;
import static io.signalbox.orchestrator.session.Sessions.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.orchestrator.session.SessionEvent.RunStarted;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final List<Utterance> SAID =
      List.of(
          user("x".repeat(400)),
          assistant("let me see", call("c1"), call("c2")),
          answer("c1", "1"),
          answer("c2", "2"),
          assistant("three"));

  @Test
  void shouldKeepAllThatFits() {
    assertThat(History.newest(SAID, tokens(SAID))).isEqualTo(SAID);
    assertThat(History.newest(List.of(), 0)).isEmpty();
  }

  @Test
  void shouldDropTheOldestTurnFirst() {
    assertThat(History.newest(SAID, tokens(SAID) - 1)).isEqualTo(SAID.subList(1, 5));
  }

  @Test
  void shouldKeepACallTogetherWithItsAnswersOrNotAtAll() {
    List<List<Utterance>> kept =
        LongStream.rangeClosed(0, tokens(SAID))
            .mapToObj(tokens -> History.newest(SAID, tokens))
            .distinct()
            .toList();
    assertThat(kept).containsExactly(List.of(), SAID.subList(4, 5), SAID.subList(1, 5), SAID);
  }

  @Test
  void shouldCountTokensInBytesSoThatTheStateIsBoundedInAnyLanguage() {
    assertThat(user("漢".repeat(400)).tokens()).isEqualTo(3 * user("x".repeat(400)).tokens() - 8);
  }

  @Test
  void shouldStayBoundedHoweverLongASessionLasts() {
    Session session = Sessions.after(Sessions.created());
    for (int i = 0; i < 200; i++) {
      session = Session.evolve(session, new RunStarted("r" + i), Sessions.NOON);
      Utterance[] said = {user("q" + i), assistant("y".repeat(4_000))};
      session = Session.evolve(session, Sessions.ended("r" + i, said), Sessions.NOON);
    }
    List<Utterance> history = ((Session.Open) session).history();
    assertThat(tokens(history)).isBetween(History.TOKENS - 1_100, History.TOKENS);
    assertThat(history.getLast()).isEqualTo(assistant("y".repeat(4_000)));
  }

  private static long tokens(List<Utterance> said) {
    return said.stream().mapToLong(Utterance::tokens).sum();
  }
}
