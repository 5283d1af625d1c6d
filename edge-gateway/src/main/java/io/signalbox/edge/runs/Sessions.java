package io.signalbox.edge.runs;

import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.SessionReads;
import io.signalbox.edge.views.SessionReads.Session;
import io.signalbox.schemas.session.CreateSession;
import io.signalbox.schemas.session.DeleteSession;
import io.signalbox.schemas.session.SessionCommand;
import io.signalbox.schemas.topic.Topics;
import java.util.UUID;
import java.util.function.LongFunction;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Opens and ends conversations.
@Component
public final class Sessions {
  private final WritePath writes;
  private final SessionReads sessions;

  Sessions(WritePath writes, SessionReads sessions) {
    this.writes = writes;
    this.sessions = sessions;
  }

  /// Opens a session; one that is there already stays as it is.
  public Mono<Written<Session>> create(Principal principal, UUID sessionId, CreateSession wish) {
    return write(principal, sessionId, wish, seq -> at(principal, sessionId, seq));
  }

  /// A session that is not deleted.
  ///
  /// @return fails with [UnknownIdException] or [SessionEndedException]
  public Mono<Session> existing(Principal principal, UUID sessionId) {
    return at(principal, sessionId, 0)
        .switchIfEmpty(Mono.error(() -> new UnknownIdException("a session", sessionId)))
        .doOnNext(session -> {
          if (session.isDeleted()) {
            throw new SessionEndedException(
                "Expected a session, but the one with the id " + sessionId + " is deleted");
          }
        });
  }

  /// Deletes a session.
  ///
  /// @return fails as [#existing] does
  public Mono<Written<Boolean>> delete(Principal principal, UUID sessionId) {
    return existing(principal, sessionId)
        .map(_ -> DeleteSession.newBuilder().build())
        .flatMap(wish -> write(principal, sessionId, wish, _ -> gone(principal, sessionId)));
  }

  /// That a session which is there takes no runs any more.
  public static SessionEndedException ended(Session session) {
    return new SessionEndedException(
        "Expected session %s to be open, but it is %s"
            .formatted(session.sessionId(), session.status()));
  }

  private Mono<Session> at(Principal principal, UUID sessionId, long seq) {
    return sessions.session(principal.tenant(), sessionId, seq);
  }

  /// Whether it is shown as deleted, or not at all any more.
  private Mono<Boolean> gone(Principal principal, UUID sessionId) {
    return at(principal, sessionId, 0)
        .map(Session::isDeleted)
        .defaultIfEmpty(true)
        .filter(deleted -> deleted);
  }

  private <T> Mono<Written<T>> write(
      Principal principal, UUID sessionId, Object wish, LongFunction<Mono<T>> look) {
    return writes.write(
        Topics.SESSION_COMMANDS,
        new Target(principal, sessionId.toString()),
        envelope -> SessionCommand.newBuilder().setEnvelope(envelope).setPayload(wish).build(),
        look);
  }
}
