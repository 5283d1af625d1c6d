package io.signalbox.edge.claw.method;

import io.signalbox.edge.commands.Written;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.runs.SessionEndedException;
import io.signalbox.edge.runs.Sessions;
import io.signalbox.edge.runs.UnknownIdException;
import io.signalbox.edge.views.SessionReads;
import io.signalbox.edge.views.SessionReads.Session;
import io.signalbox.kit.Ids;
import io.signalbox.schemas.session.CreateSession;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sessions by their keys. A key means one session at a time: when that ends, the key goes on to
/// the next, whose id follows from the key and the number of those before.
@Component
final class KeyedSessions {
  /// Where a session says by which key it is known.
  static final String IN_METADATA = "sessionKey";

  /// How many ended sessions are passed in one call, should their number be forgotten.
  private static final int MOST_ENDED = 16;

  private final Sessions sessions;
  private final SessionReads reads;
  private final SessionGenerations generations;
  private final Agents agents;

  KeyedSessions(
      Sessions sessions, SessionReads reads, SessionGenerations generations, Agents agents) {
    this.sessions = sessions;
    this.reads = reads;
    this.generations = generations;
    this.agents = agents;
  }

  /// A session and how it is called.
  ///
  /// @param generation how many sessions the key had before; 0 where the id is the key
  record Known(String key, int generation, Session session) {}

  /// The session that a key means now.
  ///
  /// @return empty when there is none, or when it has ended
  Mono<Known> find(Principal principal, SessionKey key) {
    return switch (key) {
      case SessionKey.OfSession named ->
          reads
              .session(principal.tenant(), named.sessionId(), 0)
              .filter(session -> !session.isDeleted())
              .map(session -> new Known(keyOf(session), 0, session));
      case SessionKey.OfAgent named ->
          generations
              .current(principal.tenant(), named.text())
              .flatMap(generation ->
                  reads
                      .session(principal.tenant(), id(principal, named, generation), 0)
                      .filter(session -> !session.isDeleted())
                      .map(session -> new Known(named.text(), generation, session)));
    };
  }

  /// Does something in the session that a key means, which is opened if need be.
  ///
  /// @param action fails with [SessionEndedException] when the session has ended meanwhile
  /// @return fails with [UnknownIdException] or [SessionEndedException]
  <T> Mono<T> in(Principal principal, SessionKey key, Function<Known, Mono<T>> action) {
    return switch (key) {
      case SessionKey.OfSession named ->
          sessions
              .existing(principal, named.sessionId())
              .flatMap(session -> action.apply(new Known(keyOf(session), 0, session)));
      case SessionKey.OfAgent named ->
          generations
              .current(principal.tenant(), named.text())
              .flatMap(generation -> in(principal, named, generation, MOST_ENDED, action));
    };
  }

  private <T> Mono<T> in(
      Principal principal,
      SessionKey.OfAgent key,
      int generation,
      int tries,
      Function<Known, Mono<T>> action) {
    return opened(principal, key, generation)
        .flatMap(session -> action.apply(new Known(key.text(), generation, session)))
        .onErrorResume(
            failure -> failure instanceof SessionEndedException && tries > 0,
            _ ->
                generations
                    .advance(principal.tenant(), key.text(), generation)
                    .flatMap(next -> in(principal, key, next, tries - 1, action)));
  }

  /// Has the key mean another session from now on.
  Mono<UUID> leave(Principal principal, SessionKey.OfAgent key, int generation) {
    return generations
        .advance(principal.tenant(), key.text(), generation)
        .map(next -> id(principal, key, next));
  }

  private Mono<Session> opened(Principal principal, SessionKey.OfAgent key, int generation) {
    UUID sessionId = id(principal, key, generation);
    return reads
        .session(principal.tenant(), sessionId, 0)
        .switchIfEmpty(Mono.defer(() -> open(principal, key, sessionId)))
        .doOnNext(session -> {
          if (!session.isOpen()) {
            throw Sessions.ended(session);
          }
        });
  }

  private Mono<Session> open(Principal principal, SessionKey.OfAgent key, UUID sessionId) {
    return agents
        .named(principal, key.agent())
        .map(agent -> wish(agent.agentId(), key))
        .flatMap(wish -> sessions.create(principal, sessionId, wish))
        .flatMap(written ->
            switch (written) {
              case Written.Done<Session> done -> Mono.just(done.seen());
              case Written.Pending<Session> _ ->
                  Mono.error(Failures.pending("The session " + key.text() + " is about to open"));
              case Written.Refused<Session> refused -> Mono.error(Failures.refusal(refused));
            });
  }

  /// Such a session ends only when somebody ends it.
  private static CreateSession wish(UUID agentId, SessionKey.OfAgent key) {
    return CreateSession.newBuilder()
        .setAgentId(agentId.toString())
        .setOnActive("enqueue")
        .setIdleTimeoutMs(0)
        .setMetadata(
            JsonMapper.shared().createObjectNode().put(IN_METADATA, key.text()).toString())
        .build();
  }

  /// The key that a session is known by; its id where it has none.
  static String keyOf(Session session) {
    String metadata = session.metadata();
    JsonNode key =
        metadata == null
            ? JsonMapper.shared().missingNode()
            : JsonMapper.shared().readTree(metadata).path(IN_METADATA);
    return key.isString() ? key.stringValue() : session.sessionId().toString();
  }

  private static UUID id(Principal principal, SessionKey.OfAgent key, int generation) {
    return Ids.session(principal.tenant(), key.text(), generation);
  }
}
