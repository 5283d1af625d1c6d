package io.signalbox.edge.claw.method;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.claw.Params;
import io.signalbox.edge.claw.Scope;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.runs.Sessions;
import io.signalbox.edge.views.ConversationReads;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.SessionReads;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Sessions: list them, look into them, end them.
@Configuration(proxyBeanMethods = false)
class SessionMethods {
  private static final int MOST_READ = 1000;
  private static final int MOST_PREVIEWS = 64;
  private static final int USUAL_ITEMS = 12;
  private static final int MOST_ITEMS = 100;
  private static final int USUAL_CHARACTERS = 240;
  private static final int MOST_CHARACTERS = 10_000;
  private static final String KEY = "key";
  private static final String REASON = "The session was ended";

  private final KeyedSessions keyed;
  private final Sessions sessions;
  private final SessionRuns runs;
  private final Clock clock;

  SessionMethods(KeyedSessions keyed, Sessions sessions, SessionRuns runs, Clock clock) {
    this.keyed = keyed;
    this.sessions = sessions;
    this.runs = runs;
    this.clock = clock;
  }

  @Bean
  Method sessionsListMethod(SessionReads reads, Agents agents) {
    return Served.reading(
        "sessions.list",
        Scope.READ,
        (caller, params) -> {
          SessionListQuery query = SessionListQuery.read(params);
          return query
              .agent(caller.principal(), agents)
              .flatMap(agent ->
                  reads
                      .sessions(caller.principal().tenant(), new Keyset(null, MOST_READ))
                      .filter(session -> query.wants(session, agent, clock.instant()))
                      .take(query.limit())
                      .map(SessionListQuery::row)
                      .collectList())
              .map(rows -> listed("sessions", rows).put("count", rows.size()));
        });
  }

  @Bean
  Method sessionsPreviewMethod(ConversationReads conversations) {
    return Served.reading(
        "sessions.preview",
        Scope.READ,
        (caller, params) -> {
          Preview preview = Preview.read(params.only("keys", "limit", "maxChars"));
          return Flux.fromIterable(preview.keys())
              .concatMap(key -> preview(caller.principal(), key, preview, conversations))
              .collectList()
              .map(rows -> listed("previews", rows));
        });
  }

  @Bean
  Method sessionsDeleteMethod() {
    return Served.writing(
        "sessions.delete",
        Scope.ADMIN,
        (caller, params) -> {
          params.only(KEY, "deleteTranscript");
          SessionKey key = key(params);
          boolean transcript = params.read(SessionMethods::deletesTranscript);
          return ended(caller, key)
              .flatMap(known -> transcript ? forgotten(caller, known) : Mono.just(known))
              .map(_ -> answer(key).put("deleted", true))
              .defaultIfEmpty(answer(key).put("deleted", false));
        });
  }

  @Bean
  Method sessionsResetMethod() {
    return Served.writing(
        "sessions.reset",
        Scope.ADMIN,
        (caller, params) -> {
          SessionKey key = key(params.only(KEY));
          if (!(key instanceof SessionKey.OfAgent)) {
            throw MethodException.invalid(
                "Expected a key that outlives its session, but %s is the id of one"
                    .formatted(key.text()));
          }
          return ended(caller, key).map(_ -> answer(key)).defaultIfEmpty(answer(key));
        });
  }

  /// Ends the session that a key means: what it does is canceled, and the key is free for another.
  private Mono<KeyedSessions.Known> ended(Caller caller, SessionKey key) {
    Principal principal = caller.principal();
    return keyed
        .find(principal, key)
        .delayUntil(known -> runs.abort(principal, known.session().sessionId(), REASON))
        .delayUntil(known ->
            sessions
                .delete(principal, known.session().sessionId())
                .flatMap(written ->
                    written instanceof Written.Refused<Boolean> refused
                        ? Mono.error(Failures.refusal(refused))
                        : Mono.just(written)))
        .delayUntil(known ->
            key instanceof SessionKey.OfAgent named
                ? keyed.leave(principal, named, known.generation())
                : Mono.empty());
  }

  private Mono<KeyedSessions.Known> forgotten(Caller caller, KeyedSessions.Known known) {
    UUID sessionId = known.session().sessionId();
    return runs.delete(caller.principal(), sessionId)
        .repeat(MOST_READ)
        .takeUntil(deleted -> deleted == 0)
        .then(Mono.just(known));
  }

  private Mono<ObjectNode> preview(
      Principal principal, String key, Preview preview, ConversationReads conversations) {
    return keyed
        .find(principal, SessionKey.of(key))
        .flatMap(known ->
            conversations
                .ofSession(principal.tenant(), known.session().sessionId(), preview.limit())
                .map(message -> preview.item(message.said()))
                .collectList())
        .map(items ->
            listed(preview(key, items.isEmpty() ? "empty" : "ok"), "items", items.reversed()))
        .defaultIfEmpty(listed(preview(key, "missing"), "items", List.of()));
  }

  private static ObjectNode preview(String key, String status) {
    return JsonMapper.shared().createObjectNode().put(KEY, key).put("status", status);
  }

  private ObjectNode listed(String name, List<ObjectNode> rows) {
    return listed(JsonMapper.shared().createObjectNode().put("ts", clock.millis()), name, rows);
  }

  private static ObjectNode listed(ObjectNode answer, String name, List<ObjectNode> rows) {
    rows.forEach(answer.putArray(name)::add);
    return answer;
  }

  private static ObjectNode answer(SessionKey key) {
    return JsonMapper.shared().createObjectNode().put("ok", true).put(KEY, key.text());
  }

  private static SessionKey key(Params params) {
    return params.read(fields -> SessionKey.of(fields.text(KEY, SessionKey.LONGEST)));
  }

  private static boolean deletesTranscript(Fields fields) {
    JsonNode flag = fields.any("deleteTranscript");
    if (flag != null && !flag.isBoolean()) {
      fields.reject("deleteTranscript", "true or false");
    }
    return flag != null && flag.isBoolean() && flag.booleanValue();
  }

  /// What `sessions.preview` asks for.
  private record Preview(List<String> keys, int limit, int characters) {
    static Preview read(Params params) {
      return params.read(fields -> {
        List<String> keys = fields.texts("keys", SessionKey.LONGEST);
        if (keys.isEmpty() || keys.size() > MOST_PREVIEWS) {
          fields.reject("keys", "an array of 1 to %d keys".formatted(MOST_PREVIEWS));
        }
        return new Preview(
            keys,
            number(fields, "limit", MOST_ITEMS, USUAL_ITEMS),
            number(fields, "maxChars", MOST_CHARACTERS, USUAL_CHARACTERS));
      });
    }

    ObjectNode item(ConversationReads.Said said) {
      String text = said.text();
      return JsonMapper.shared()
          .createObjectNode()
          .put("role", said.role())
          .put(
              "text",
              text.length() <= characters ? text : text.substring(0, characters) + "…");
    }

    private static int number(Fields fields, String name, int most, int otherwise) {
      Long given = fields.optionalNumber(name, 1, most);
      return given == null ? otherwise : Math.toIntExact(given);
    }
  }
}
