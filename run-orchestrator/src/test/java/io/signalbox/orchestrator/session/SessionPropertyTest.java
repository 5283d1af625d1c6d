package io.signalbox.orchestrator.session;

import static io.signalbox.orchestrator.session.Sessions.IDLE;
import static io.signalbox.orchestrator.session.Sessions.NOON;
import static io.signalbox.orchestrator.session.Sessions.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.orchestrator.session.Session.OnActive;
import io.signalbox.orchestrator.session.Session.Open;
import io.signalbox.orchestrator.session.SessionCommand.AdmitRun;
import io.signalbox.orchestrator.session.SessionCommand.CreateSession;
import io.signalbox.orchestrator.session.SessionCommand.DeleteSession;
import io.signalbox.orchestrator.session.SessionCommand.Outcome;
import io.signalbox.orchestrator.session.SessionCommand.RecordRunEnd;
import io.signalbox.orchestrator.session.SessionCommand.TimeOutSession;
import io.signalbox.orchestrator.session.kafka.StoredSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of a session whatever is said to it. The seed is the name of the test.
class SessionPropertyTest {
  private static final int COMMANDS = 200;
  private static final int RUNS = 40;

  static LongStream seeds() {
    return LongStream.range(0, 25);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldLetRunsWorkOneAtATimeAndOnceAndInOrder(long seed) {
    Random random = new Random(seed);
    Live session = new Live();
    Instant now = NOON;
    for (int i = 0; i < COMMANDS; i++) {
      now = now.plusSeconds(random.nextInt(120));
      session.say(command(random, session.book.active, now), now);
    }
    session.drain(now);
    assertThat(session.book.admitted).isEqualTo(session.book.ended);
  }

  private static SessionCommand command(Random random, @Nullable String active, Instant now) {
    String runId = "r" + random.nextInt(RUNS);
    return switch (random.nextInt(20)) {
      case 0 -> new CreateSession(Sessions.terms(policy(random)), null);
      case 1 -> new TimeOutSession(seldom(random) ? now.plus(IDLE) : now);
      case 2 -> seldom(random) ? new DeleteSession() : new TimeOutSession(now);
      case 3, 4, 5, 6, 7, 8 ->
          new RecordRunEnd(
              active != null && random.nextBoolean() ? active : runId,
              Outcome.values()[random.nextInt(Outcome.values().length)],
              List.of(user("x".repeat(random.nextInt(100)))));
      case 9, 10, 11 -> new AdmitRun(runId, Optional.of(policy(random)));
      default -> new AdmitRun(runId, Optional.empty());
    };
  }

  private static boolean seldom(Random random) {
    return random.nextInt(50) == 0;
  }

  private static OnActive policy(Random random) {
    return OnActive.values()[random.nextInt(OnActive.values().length)];
  }

  /// A session, and what its events have promised so far.
  private static final class Live {
    private final List<SessionEvent> events = new ArrayList<>(List.of(Sessions.created()));
    private final List<Instant> times = new ArrayList<>(List.of(NOON));
    private final Book book = new Book();
    private Session state = replayed();

    void say(SessionCommand command, Instant at) {
      switch (SessionDecider.decide(state, command)) {
        case Decision.Accepted<SessionEvent> accepted -> {
          for (SessionEvent event : accepted.events()) {
            book.enter(event);
            events.add(event);
            times.add(at);
            state = StoredSession.writtenAndRead(Session.evolve(state, event, at));
          }
        }
        case Decision.Rejected<SessionEvent> _ -> {}
      }
      check();
    }

    void check() {
      assertThat(state).isEqualTo(replayed());
      if (state instanceof Open open) {
        assertThat(open.active().orElse(null)).isEqualTo(book.active);
        assertThat(open.waiting()).isEqualTo(book.waiting);
        assertThat(open.active().isPresent() || open.waiting().isEmpty())
            .as("nobody waits for nothing")
            .isTrue();
      }
    }

    void drain(Instant at) {
      while (state instanceof Open open && open.active().isPresent()) {
        say(Sessions.end(open.active().get()), at);
      }
      if (!(state instanceof Open)) {
        book.close();
      }
    }

    private Session replayed() {
      Session session = new Session.Unknown();
      for (int i = 0; i < events.size(); i++) {
        session = Session.evolve(session, events.get(i), times.get(i));
      }
      return session;
    }
  }

  /// Books kept by events alone; an entry that breaks a promise fails.
  private static final class Book {
    private final Set<String> admitted = new HashSet<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final List<String> waiting = new ArrayList<>();
    private @Nullable String active;

    void enter(SessionEvent event) {
      switch (event) {
        case SessionEvent.RunStarted e -> {
          assertThat(admitted.add(e.runId())).as("%s is new", e.runId()).isTrue();
          assertThat(waiting).isEmpty();
          begin(e.runId());
        }
        case SessionEvent.RunQueued e -> {
          assertThat(admitted.add(e.runId())).as("%s is new", e.runId()).isTrue();
          waiting.add(e.position() - 1, e.runId());
        }
        case SessionEvent.RunReleased e -> {
          assertThat(waiting.removeFirst()).isEqualTo(e.runId());
          begin(e.runId());
        }
        case SessionEvent.RunInterrupted e -> assertThat(e.runId()).isEqualTo(active);
        case SessionEvent.RunEnded e -> end(e.runId());
        case SessionEvent.SessionExpired _ -> {
          assertThat(active).isNull();
          assertThat(waiting).isEmpty();
        }
        case SessionEvent.SessionCreated _, SessionEvent.SessionDeleted _ -> {}
      }
    }

    void close() {
      ended.addAll(waiting);
      if (active != null) {
        ended.add(active);
      }
    }

    private void begin(String runId) {
      assertThat(active).as("nobody works when %s begins", runId).isNull();
      assertThat(begun.add(runId)).as("%s begins once", runId).isTrue();
      active = runId;
    }

    private void end(String runId) {
      assertThat(ended.add(runId)).as("%s ends once", runId).isTrue();
      if (runId.equals(active)) {
        active = null;
      } else {
        assertThat(waiting.remove(runId)).isTrue();
      }
    }
  }
}
