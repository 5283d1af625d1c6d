package io.signalbox.edge.hsafa;

import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.idempotency.NewId;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.Keyset.Place;
import io.signalbox.edge.views.SessionReads;
import io.signalbox.edge.views.SessionReads.Session;
import io.signalbox.schemas.session.CreateSession;
import io.signalbox.schemas.session.DeleteSession;
import io.signalbox.schemas.session.SessionCommand;
import io.signalbox.schemas.topic.Topics;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Conversations: runs that know what was said in those before.
@RestController
@RequestMapping("/api/sessions")
final class SessionsController {
  private final WritePath writes;
  private final SessionReads sessions;
  private final AgentReads agents;

  SessionsController(WritePath writes, SessionReads sessions, AgentReads agents) {
    this.writes = writes;
    this.sessions = sessions;
    this.agents = agents;
  }

  @PostMapping
  Mono<ResponseEntity<Map<String, ?>>> create(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @RequestBody(required = false) Mono<byte[]> body,
      ServerWebExchange exchange) {
    UUID sessionId = NewId.of(exchange);
    URI location = URI.create("/api/sessions/" + sessionId);
    return Bodies.readOptional(body, SessionRequest::read)
        .flatMap(request -> wish(principal, request))
        .flatMap(wish -> write(principal, sessionId, wish, seq -> at(principal, sessionId, seq)))
        .map(written ->
            WriteAnswers.of(
                written,
                location,
                Map.of("sessionId", sessionId),
                done ->
                    ResponseEntity.created(location)
                        .body(
                            Map.of(
                                "sessionId", sessionId, "session", SessionJson.of(done.seen())))));
  }

  private Mono<CreateSession> wish(Principal principal, SessionRequest request) {
    String named = request.agentId();
    if (named == null) {
      return Mono.just(request.wish(null));
    }
    UUID agentId = PathIds.of("an agent", named);
    return agents
        .agent(principal.tenant(), agentId)
        .switchIfEmpty(Mono.error(() -> PathIds.none("an agent", agentId)))
        .map(agent -> request.wish(agent.agentId()));
  }

  @GetMapping
  Mono<Map<String, Object>> list(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, ServerWebExchange exchange) {
    Fields query = Paging.fields(exchange.getRequest().getQueryParams());
    Keyset keyset = Paging.keyset(query);
    query.check();
    return sessions
        .sessions(principal.tenant(), keyset)
        .collectList()
        .map(read ->
            Paging.page("sessions", read, keyset, SessionsController::place, SessionJson::of));
  }

  @GetMapping("/{id}")
  Mono<Map<String, SessionJson>> get(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    return existing(principal, PathIds.of("a session", id))
        .map(session -> Map.of("session", SessionJson.of(session)));
  }

  @DeleteMapping("/{id}")
  Mono<ResponseEntity<Map<String, ?>>> delete(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    UUID sessionId = PathIds.of("a session", id);
    return existing(principal, sessionId)
        .map(_ -> DeleteSession.newBuilder().build())
        .flatMap(wish -> write(principal, sessionId, wish, _ -> gone(principal, sessionId)))
        .map(written ->
            WriteAnswers.of(
                written,
                URI.create("/api/sessions/" + sessionId),
                Map.of("sessionId", sessionId),
                _ -> ResponseEntity.noContent().build()));
  }

  private static Place place(Session session) {
    return new Place(session.createdAt(), session.sessionId());
  }

  private Mono<Session> existing(Principal principal, UUID sessionId) {
    return at(principal, sessionId, 0)
        .switchIfEmpty(Mono.error(() -> PathIds.none("a session", sessionId)))
        .doOnNext(session -> {
          if (session.isDeleted()) {
            throw Admissions.ended(
                "Expected a session, but the one with the id " + sessionId + " is deleted");
          }
        });
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
