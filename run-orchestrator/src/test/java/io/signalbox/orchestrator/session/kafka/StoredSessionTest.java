package io.signalbox.orchestrator.session.kafka;

import static io.signalbox.orchestrator.session.Sessions.after;
import static io.signalbox.orchestrator.session.Sessions.and;
import static io.signalbox.orchestrator.session.Sessions.answer;
import static io.signalbox.orchestrator.session.Sessions.assistant;
import static io.signalbox.orchestrator.session.Sessions.call;
import static io.signalbox.orchestrator.session.Sessions.created;
import static io.signalbox.orchestrator.session.Sessions.crowded;
import static io.signalbox.orchestrator.session.Sessions.ended;
import static io.signalbox.orchestrator.session.Sessions.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.session.Session;
import io.signalbox.orchestrator.session.SessionEvent;
import io.signalbox.orchestrator.session.SessionEvent.RunReleased;
import io.signalbox.orchestrator.session.SessionEvent.SessionDeleted;
import io.signalbox.orchestrator.session.SessionEvent.SessionExpired;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Yesterday's states stay readable: their golden samples are never edited, only added to.
class StoredSessionTest {

  enum Sample {
    UNKNOWN,
    IDLE(created()),
    BUSY(
        and(
            crowded(),
            ended("a", user("hi"), assistant("hm", call("c1")), answer("c1", "1")),
            new RunReleased("b"))),
    EXPIRED(created(), new SessionExpired()),
    DELETED(created(), new SessionDeleted());

    private final SessionEvent[] events;

    Sample(SessionEvent... events) {
      this.events = events;
    }

    Versioned<Session> state() {
      return new Versioned<>(events.length, after(events));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadAndWriteTheGoldenSample(Sample sample) throws IOException {
    String name = "/golden/session-" + sample.name().toLowerCase(Locale.ROOT) + ".json";
    try (InputStream in = StoredSessionTest.class.getResourceAsStream(name)) {
      assertThat(in)
          .as("golden sample %s: %s", name, StoredSession.written(sample.state()))
          .isNotNull();
      String golden = new String(in.readAllBytes(), UTF_8).strip();
      assertThat(StoredSession.read(golden)).isEqualTo(sample.state());
      assertThat(StoredSession.written(sample.state())).isEqualTo(golden);
    }
  }
}
