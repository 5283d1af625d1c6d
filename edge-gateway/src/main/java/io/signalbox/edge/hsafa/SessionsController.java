package io.signalbox.edge.hsafa;

import io.signalbox.edge.idempotency.NewId;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.runs.Sessions;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.Keyset.Place;
import io.signalbox.edge.views.SessionReads;
import io.signalbox.edge.views.SessionReads.Session;
import io.signalbox.schemas.session.CreateSession;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
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
  private final Sessions sessions;
  private final SessionReads views;
  private final AgentReads agents;

  SessionsController(Sessions sessions, SessionReads views, AgentReads agents) {
    this.sessions = sessions;
    this.views = views;
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
        .flatMap(wish -> sessions.create(principal, sessionId, wish))
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
    return views
        .sessions(principal.tenant(), keyset)
        .collectList()
        .map(read ->
            Paging.page("sessions", read, keyset, SessionsController::place, SessionJson::of));
  }

  @GetMapping("/{id}")
  Mono<Map<String, SessionJson>> get(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    return sessions
        .existing(principal, PathIds.of("a session", id))
        .map(session -> Map.of("session", SessionJson.of(session)));
  }

  @DeleteMapping("/{id}")
  Mono<ResponseEntity<Map<String, ?>>> delete(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    UUID sessionId = PathIds.of("a session", id);
    return sessions
        .delete(principal, sessionId)
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
}
