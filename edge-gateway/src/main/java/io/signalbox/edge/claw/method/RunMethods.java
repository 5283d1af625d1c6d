package io.signalbox.edge.claw.method;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.Params;
import io.signalbox.edge.claw.Scope;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.runs.IdText;
import io.signalbox.edge.runs.RunActions;
import io.signalbox.edge.runs.RunFilters;
import io.signalbox.edge.runs.RunLookup;
import io.signalbox.edge.runs.Slice;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.RunReads;
import io.signalbox.edge.watch.Cursor;
import io.signalbox.edge.watch.RunWatcher;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Runs, whoever started them: watch them, look them up, cancel them.
@Configuration(proxyBeanMethods = false)
class RunMethods {
  private static final String RUN_ID = "runId";
  private static final int LONGEST_ID = 128;
  private static final int USUAL_RUNS = 50;
  private static final int MOST_RUNS = 100;

  @Bean
  Method runsWatchMethod(RunWatcher watcher, RunWatches watches, Following following) {
    return Served.reading(
        "runs.watch",
        Scope.READ,
        (caller, params) -> {
          params.only(RUN_ID, "since");
          String runId = runId(params).toString();
          Cursor cursor = Cursor.parse(runId, params.read(RunMethods::since));
          Following.Place place = following.reserve(caller, watchOf(runId));
          return watcher
              .watch(caller.principal().tenant(), runId, cursor)
              .doOnError(_ -> place.giveUp())
              .flatMapMany(frames ->
                  Flux.concat(
                      Mono.just(watching(runId, true)),
                      Mono.<ObjectNode>fromRunnable(
                          () -> place.fill(watches.events(runId, cursor, frames)))));
        });
  }

  @Bean
  Method runsUnwatchMethod(Following following) {
    return Served.reading(
        "runs.unwatch",
        Scope.READ,
        (caller, params) -> {
          String runId = runId(params.only(RUN_ID)).toString();
          boolean watched = following.end(caller, watchOf(runId));
          return Mono.just(watching(runId, false).put("watched", watched));
        });
  }

  @Bean
  Method runsListMethod(RunReads runs, KeyedSessions sessions) {
    return Served.reading(
        "runs.list",
        Scope.READ,
        (caller, params) -> {
          params.only("limit", "cursor", "status", "agentId", "sessionId", "sessionKey", "since");
          Query query = params.read(Query::read);
          return session(caller, query, sessions)
              .flatMap(filter ->
                  runs.runs(caller.principal().tenant(), filter, query.keyset()).collectList())
              .map(read -> list(Slice.of(read, query.keyset(), RunMethods::place)))
              .defaultIfEmpty(list(new Slice<>(List.of(), null)));
        });
  }

  @Bean
  Method runsGetMethod(RunLookup lookup) {
    return Served.reading(
        "runs.get",
        Scope.READ,
        (caller, params) ->
            lookup
                .existing(caller.principal(), runId(params.only(RUN_ID)))
                .map(run -> {
                  ObjectNode answer = JsonMapper.shared().createObjectNode();
                  answer.set("run", RunJson.of(run));
                  return answer;
                }));
  }

  @Bean
  Method runsCancelMethod(RunActions actions) {
    return Served.writing(
        "runs.cancel",
        Scope.WRITE,
        (caller, params) -> {
          UUID runId = runId(params.only(RUN_ID, "reason"));
          String reason =
              params.read(fields -> fields.optionalText("reason", RunActions.LONGEST_REASON));
          return actions
              .cancel(caller.principal(), runId, reason == null ? RunActions.USUAL_REASON : reason)
              .map(written -> canceled(runId, written));
        });
  }

  private static UUID runId(Params params) {
    return IdText.of("a run", params.read(fields -> fields.text(RUN_ID, LONGEST_ID)));
  }

  /// A seq, or a cursor as text.
  private static @Nullable String since(Fields fields) {
    JsonNode since = fields.any("since");
    if (since != null && !since.isString() && !since.isIntegralNumber()) {
      fields.reject("since", "a seq of 0 or more, <runId>:<seq> or $");
    }
    return since == null ? null : since.isString() ? since.stringValue() : since.toString();
  }

  private static String watchOf(String runId) {
    return RunCodec.RUN + runId;
  }

  private static ObjectNode watching(String runId, boolean watching) {
    return JsonMapper.shared()
        .createObjectNode()
        .put(RUN_ID, runId)
        .put("watching", watching);
  }

  private static Mono<RunReads.Filter> session(
      Caller caller, Query query, KeyedSessions sessions) {
    RunReads.Filter filter = query.filter();
    return query.sessionKey() == null
        ? Mono.just(filter)
        : sessions
            .find(caller.principal(), SessionKey.of(query.sessionKey()))
            .map(known ->
                new RunReads.Filter(
                    filter.agentId(),
                    filter.status(),
                    known.session().sessionId(),
                    filter.since()));
  }

  private static Keyset.Place place(RunReads.Run run) {
    return new Keyset.Place(run.times().createdAt(), run.runId());
  }

  private static ObjectNode list(Slice<RunReads.Run> slice) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    slice.shown().stream().map(RunJson::of).forEach(answer.putArray("runs")::add);
    if (slice.nextCursor() != null) {
      answer.put("nextCursor", slice.nextCursor());
    }
    return answer;
  }

  private static ObjectNode canceled(UUID runId, Written<RunReads.Run> written) {
    String status =
        switch (written) {
          case Written.Done<RunReads.Run> done -> done.seen().status();
          case Written.Pending<RunReads.Run> _ -> "pending";
          case Written.Refused<RunReads.Run> refused -> throw Failures.refusal(refused);
        };
    return RunVoice.answer(runId, status).put("ok", true);
  }

  /// What `runs.list` asks for.
  private record Query(RunReads.Filter filter, @Nullable String sessionKey, Keyset keyset) {
    static Query read(Fields fields) {
      Long limit = fields.optionalNumber("limit", 1, MOST_RUNS);
      String cursor =
          fields.optionalText("cursor", Slice::isCursor, "a nextCursor of an answer before");
      String sessionKey = fields.optionalText("sessionKey", SessionKey.LONGEST);
      if (sessionKey != null && fields.any("sessionId") != null) {
        fields.reject("sessionId", "absent when there is a sessionKey");
      }
      return new Query(
          RunFilters.read(fields),
          sessionKey,
          Slice.keyset(cursor, limit == null ? USUAL_RUNS : Math.toIntExact(limit)));
    }
  }
}
