package io.signalbox.orchestrator.session.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.kit.kafka.Aggregate;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.orchestrator.session.Session;
import io.signalbox.orchestrator.session.SessionDecider;
import io.signalbox.orchestrator.session.SessionEvent;
import io.signalbox.orchestrator.session.SessionReactions;
import io.signalbox.orchestrator.session.kafka.SessionAggregate.Decided;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.session.SessionCommand;
import io.signalbox.schemas.session.TimeOutSession;
import io.signalbox.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The session as the log's processor runs it.
final class SessionAggregate implements Aggregate<SessionCommand, Asked, Decided, Session> {

  /// An event, and what its command wants a run to be started with. Only the reaction to a new
  /// event needs that; state and log do without.
  record Decided(SessionEvent event, @Nullable StartRun start) {}

  @Override
  public Session initial() {
    return new Session.Unknown();
  }

  @Override
  public Asked command(SessionCommand wire) {
    return Asked.of(wire);
  }

  @Override
  public Decision<Decided> decide(Session state, Asked asked, Instant at) {
    return switch (SessionDecider.decide(state, asked.command())) {
      case Decision.Accepted<SessionEvent>(var events) ->
          Decision.accept(events.stream().map(event -> new Decided(event, asked.start())).toList());
      case Decision.Rejected<SessionEvent>(var code, var reason) ->
          new Decision.Rejected<>(code, reason);
    };
  }

  @Override
  public Session evolve(Session state, Decided decided, Instant at) {
    return Session.evolve(state, decided.event(), at);
  }

  @Override
  public Outgoing event(Decided decided, Session after, Envelope envelope) {
    return Outgoing.to(Topics.SESSION_EVENTS, SessionEvents.record(decided.event(), envelope));
  }

  @Override
  public List<Outgoing> react(Decided decided, Session before, Session after, Envelope envelope) {
    return SessionReactions.react(decided.event(), before).stream()
        .map(wish -> SessionMessages.of(wish, decided.start(), envelope))
        .toList();
  }

  @Override
  public Optional<Instant> due(Session state) {
    return Session.due(state);
  }

  @Override
  public Outgoing wake(Envelope envelope) {
    return Outgoing.to(
        Topics.SESSION_COMMANDS,
        SessionCommand.newBuilder()
            .setEnvelope(envelope)
            .setPayload(TimeOutSession.newBuilder().setNow(envelope.getOccurredAt()).build())
            .build());
  }

  @Override
  public boolean ended(Session state) {
    return switch (state) {
      case Session.Ended _ -> true;
      case Session.Unknown _, Session.Open _ -> false;
    };
  }
}
