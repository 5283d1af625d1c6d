package io.signalbox.edge.claw.method;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.claw.Params;
import io.signalbox.edge.claw.Scope;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.runs.IdText;
import io.signalbox.edge.runs.RunLookup;
import io.signalbox.edge.views.ConversationReads;
import io.signalbox.edge.views.RunReads;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Chats: say something in a session, stop what it does, read what was said.
@Configuration(proxyBeanMethods = false)
class ChatMethods {
  private static final int LONGEST_ID = 128;
  private static final int USUAL_MESSAGES = 200;
  private static final int MOST_MESSAGES = 1000;
  private static final String REASON = "The user stopped the chat";

  /// Who says only this wants the session to stop.
  private static final Set<String> STOP_WORDS =
      Set.of("stop", "/stop", "esc", "abort", "/abort", "wait", "exit", "interrupt");

  private final KeyedSessions sessions;
  private final SessionRuns sessionRuns;
  private final OperatorRuns runs;
  private final RunVoice voice;
  private final Following following;

  ChatMethods(
      KeyedSessions sessions,
      SessionRuns sessionRuns,
      OperatorRuns runs,
      RunVoice voice,
      Following following) {
    this.sessions = sessions;
    this.sessionRuns = sessionRuns;
    this.runs = runs;
    this.voice = voice;
    this.following = following;
  }

  @Bean
  Method chatSendMethod() {
    return Served.starting("chat.send", Scope.WRITE, this::send);
  }

  @Bean
  Method chatAbortMethod(RunLookup lookup) {
    return Served.writing(
        "chat.abort",
        Scope.WRITE,
        (caller, params) -> {
          Abort abort = Abort.read(params.only("sessionKey", "runId"));
          return abort.runId() == null
              ? stop(caller.principal(), abort.session())
              : stop(caller.principal(), abort.session(), abort.runId(), lookup);
        });
  }

  @Bean
  Method chatHistoryMethod(ConversationReads conversations, MethodSettings settings) {
    return Served.reading(
        "chat.history",
        Scope.READ,
        (caller, params) -> {
          History history = History.read(params.only("sessionKey", "limit"));
          return sessions
              .find(caller.principal(), history.session())
              .flatMap(known ->
                  conversations
                      .ofSession(
                          caller.principal().tenant(),
                          known.session().sessionId(),
                          history.limit())
                      .map(ChatMessages::of)
                      .collectList()
                      .map(list -> ChatMessages.fitting(list, settings.historyBytes()))
                      .map(messages -> history(known.key(), known, messages)))
              .defaultIfEmpty(
                  history(
                      history.session().text(), null, JsonMapper.shared().createArrayNode()));
        });
  }

  private Flux<ObjectNode> send(Caller caller, Params params) {
    StartRequest request = StartRequest.ofChat(params);
    SessionKey session = Objects.requireNonNull(request.session());
    if (STOP_WORDS.contains(request.message().strip().toLowerCase(Locale.ROOT))) {
      return stop(caller.principal(), session).flux();
    }
    UUID runId = OperatorRuns.runId(caller.principal(), request.key());
    Following.Place place = following.reserve(caller, RunCodec.AGENT + runId);
    return runs.start(caller.principal(), request)
        .doOnError(_ -> place.giveUp())
        .flatMapMany(started ->
            Flux.concat(
                Mono.fromSupplier(() -> RunVoice.answer(runId, status(started))),
                Mono.<ObjectNode>fromRunnable(() -> {
                  if (started.seen().filter(RunReads.Run::isOver).isPresent()) {
                    place.giveUp(); // chat.history has it
                  } else {
                    place.fill(voice.of(caller.principal(), runId, started.sessionKey()));
                  }
                })));
  }

  /// Like the caller's cached answer, a message that was sent long ago tells how it ended.
  private static String status(OperatorRuns.Started started) {
    return started
        .seen()
        .filter(_ -> started.isRepeated())
        .map(run ->
            run.isOver() ? (run.status().equals("completed") ? "ok" : "error") : "in_flight")
        .orElse("started");
  }

  private Mono<ObjectNode> stop(Principal principal, SessionKey session) {
    return sessions
        .find(principal, session)
        .flatMap(known ->
            sessionRuns.abort(principal, known.session().sessionId(), REASON))
        .defaultIfEmpty(List.of())
        .map(ChatMethods::aborted);
  }

  private Mono<ObjectNode> stop(
      Principal principal, SessionKey session, String runId, RunLookup lookup) {
    return sessions
        .find(principal, session)
        .map(known -> known.session().sessionId())
        .zipWith(lookup.existing(principal, IdText.of("a run", runId)))
        .filter(both -> both.getT1().equals(both.getT2().origin().sessionId()))
        .switchIfEmpty(
            Mono.error(() ->
                MethodException.invalid(
                    "Expected a run of session %s, but run %s is of another or none"
                        .formatted(session.text(), runId))))
        .flatMap(both ->
            sessionRuns
                .cancel(principal, both.getT2().runId(), REASON)
                .map(List::of)
                .defaultIfEmpty(List.of()))
        .map(ChatMethods::aborted);
  }

  private static ObjectNode aborted(List<UUID> runIds) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("ok", true);
    answer.put("aborted", !runIds.isEmpty());
    ArrayNode ids = answer.putArray("runIds");
    runIds.forEach(id -> ids.add(id.toString()));
    return answer;
  }

  private static ObjectNode history(
      String key, KeyedSessions.@Nullable Known known, ArrayNode messages) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("sessionKey", key);
    answer.put("sessionId", known == null ? null : known.session().sessionId().toString());
    answer.set("messages", messages);
    return answer.put("thinkingLevel", "off");
  }

  /// What `chat.abort` asks for.
  private record Abort(SessionKey session, @Nullable String runId) {
    static Abort read(Params params) {
      return params.read(fields ->
          new Abort(
              SessionKey.of(fields.text("sessionKey", SessionKey.LONGEST)),
              fields.optionalText("runId", LONGEST_ID)));
    }
  }

  /// What `chat.history` asks for.
  private record History(SessionKey session, int limit) {
    static History read(Params params) {
      return params.read(fields -> {
        Long limit = fields.optionalNumber("limit", 1, MOST_MESSAGES);
        return new History(
            SessionKey.of(fields.text("sessionKey", SessionKey.LONGEST)),
            limit == null ? USUAL_MESSAGES : Math.toIntExact(limit));
      });
    }
  }
}
