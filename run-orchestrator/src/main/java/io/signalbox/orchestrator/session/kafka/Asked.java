package io.signalbox.orchestrator.session.kafka;

import io.signalbox.orchestrator.session.Session.OnActive;
import io.signalbox.orchestrator.session.Session.Terms;
import io.signalbox.orchestrator.session.SessionCommand;
import io.signalbox.orchestrator.session.SessionCommand.Outcome;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.session.AdmitRun;
import io.signalbox.schemas.session.CreateSession;
import io.signalbox.schemas.session.DeleteSession;
import io.signalbox.schemas.session.RecordRunEnd;
import io.signalbox.schemas.session.TimeOutSession;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A command, and what the run that it admits is to be started with. The session passes that on and
/// keeps nothing of it: neither its rules nor its events know it.
record Asked(SessionCommand command, @Nullable StartRun start) {

  static Asked of(io.signalbox.schemas.session.SessionCommand wire) {
    return switch (wire.getPayload()) {
      case CreateSession c -> new Asked(create(c), null);
      case AdmitRun c ->
          new Asked(
              new SessionCommand.AdmitRun(
                  c.getRunId(), Optional.ofNullable(c.getOnActive()).map(Asked::onActive)),
              c.getStart());
      case RecordRunEnd c -> new Asked(end(c), null);
      case DeleteSession _ -> new Asked(new SessionCommand.DeleteSession(), null);
      case TimeOutSession c -> new Asked(new SessionCommand.TimeOutSession(c.getNow()), null);
      default ->
          throw new IllegalArgumentException("Unknown command " + wire.getPayload().getClass());
    };
  }

  private static SessionCommand create(CreateSession wire) {
    return new SessionCommand.CreateSession(
        new Terms(
            Optional.ofNullable(wire.getAgentId()),
            onActive(wire.getOnActive()),
            Duration.ofMillis(wire.getIdleTimeoutMs())),
        wire.getMetadata());
  }

  private static SessionCommand end(RecordRunEnd wire) {
    return new SessionCommand.RecordRunEnd(
        wire.getRunId(),
        Outcome.valueOf(wire.getStatus().toUpperCase(Locale.ROOT)),
        Utterances.of(wire.getMessages()));
  }

  private static OnActive onActive(String wire) {
    return OnActive.valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
