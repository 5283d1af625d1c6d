package io.signalbox.orchestrator.session;

import static io.signalbox.orchestrator.session.Sessions.after;
import static io.signalbox.orchestrator.session.Sessions.and;
import static io.signalbox.orchestrator.session.Sessions.busy;
import static io.signalbox.orchestrator.session.Sessions.created;
import static io.signalbox.orchestrator.session.Sessions.crowded;
import static io.signalbox.orchestrator.session.Sessions.ended;
import static io.signalbox.orchestrator.session.Sessions.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.orchestrator.session.SessionEvent.RunInterrupted;
import io.signalbox.orchestrator.session.SessionEvent.RunQueued;
import io.signalbox.orchestrator.session.SessionEvent.RunReleased;
import io.signalbox.orchestrator.session.SessionEvent.RunStarted;
import io.signalbox.orchestrator.session.SessionEvent.SessionDeleted;
import io.signalbox.orchestrator.session.SessionEvent.SessionExpired;
import io.signalbox.orchestrator.session.SessionReactions.Wish;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionReactionsTest {

  @Test
  void shouldTellARunThatStartsWhatWasSaidBefore() {
    Session before = after(and(busy(), ended("a", user("hi"))));
    assertThat(SessionReactions.react(new RunStarted("b"), before))
        .containsExactly(new Wish.Start("b", List.of(user("hi"))));
  }

  @Test
  void shouldHoldARunThatIsQueuedAndTellItTheHistoryWhenItsTurnHasCome() {
    assertThat(SessionReactions.react(new RunQueued("d", 3), after(crowded())))
        .containsExactly(new Wish.Hold("d"));
    Session before = after(and(crowded(), ended("a", user("hi"))));
    assertThat(SessionReactions.react(new RunReleased("b"), before))
        .containsExactly(new Wish.Release("b", List.of(user("hi"))));
  }

  @Test
  void shouldCancelARunThatIsInterrupted() {
    assertThat(SessionReactions.react(new RunInterrupted("a", "d"), after(crowded())))
        .containsExactly(new Wish.Cancel("a", "interrupted by run d"));
  }

  @Test
  void shouldCancelAllRunsOfASessionThatIsDeleted() {
    assertThat(SessionReactions.react(new SessionDeleted(), after(crowded())))
        .containsExactly(
            new Wish.Cancel("a", "session deleted"),
            new Wish.Cancel("b", "session deleted"),
            new Wish.Cancel("c", "session deleted"));
  }

  @Test
  void shouldWishNothingElse() {
    assertThat(SessionReactions.react(created(), new Session.Unknown())).isEmpty();
    assertThat(SessionReactions.react(ended("a"), after(busy()))).isEmpty();
    assertThat(SessionReactions.react(new SessionExpired(), after(created()))).isEmpty();
  }
}
