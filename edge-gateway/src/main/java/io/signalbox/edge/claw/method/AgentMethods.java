package io.signalbox.edge.claw.method;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.ErrorCode;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.claw.Params;
import io.signalbox.edge.claw.Scope;
import io.signalbox.edge.runs.IdText;
import io.signalbox.edge.runs.RunLookup;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.RunReads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs of agents: start one, wait for one, and which agents there are.
@Configuration(proxyBeanMethods = false)
class AgentMethods {
  private static final int LONGEST_ID = 128;
  private static final long USUAL_WAIT_MS = 30_000;
  private static final long LONGEST_WAIT_MS = Duration.ofDays(1).toMillis();

  private final OperatorRuns runs;
  private final RunFollower follower;
  private final RunVoice voice;
  private final Following following;
  private final Clock clock;

  AgentMethods(
      OperatorRuns runs, RunFollower follower, RunVoice voice, Following following, Clock clock) {
    this.runs = runs;
    this.follower = follower;
    this.voice = voice;
    this.following = following;
    this.clock = clock;
  }

  @Bean
  Method agentMethod() {
    return Served.starting("agent", Scope.WRITE, this::start);
  }

  @Bean
  Method agentWaitMethod(RunLookup lookup) {
    return Served.reading(
        "agent.wait",
        Scope.WRITE,
        (caller, params) -> {
          Wait wait = Wait.read(params.only("runId", "timeoutMs"));
          return lookup
              .existing(caller.principal(), IdText.of("a run", wait.runId()))
              .flatMap(run -> waited(caller, run, wait.timeout()));
        });
  }

  @Bean
  Method agentsListMethod(Agents agents) {
    return Served.reading(
        "agents.list",
        Scope.READ,
        (caller, params) -> {
          params.only();
          return agents.all(caller.principal()).map(AgentMethods::list);
        });
  }

  /// Says at once that the run is accepted, then what comes of it, however long that takes; and
  /// tells the caller meanwhile what happens to it.
  private Flux<ObjectNode> start(Caller caller, Params params) {
    StartRequest request = StartRequest.ofAgent(params);
    UUID runId = OperatorRuns.runId(caller.principal(), request.key());
    Following.Place place = following.reserve(caller, RunCodec.AGENT + runId);
    return runs.start(caller.principal(), request)
        .doOnError(_ -> place.giveUp())
        .flatMapMany(started ->
            Flux.concat(
                Mono.fromSupplier(() -> accepted(runId)),
                Mono.<ObjectNode>fromRunnable(() ->
                    place.fill(voice.of(caller.principal(), runId, started.sessionKey()))),
                ended(caller, runId, request.timeoutSeconds())));
  }

  private ObjectNode accepted(UUID runId) {
    return RunVoice.answer(runId, "accepted").put("acceptedAt", clock.millis());
  }

  private Mono<ObjectNode> ended(Caller caller, UUID runId, long timeoutSeconds) {
    Mono<ObjectNode> answer = follower.end(caller.principal(), runId).map(RunEnd::answer);
    return timeoutSeconds == 0
        ? answer
        : answer.timeout(
            Duration.ofSeconds(timeoutSeconds), Mono.error(() -> late(runId, timeoutSeconds)));
  }

  private static MethodException late(UUID runId, long seconds) {
    return new MethodException(
        ErrorCode.AGENT_TIMEOUT,
        "Expected run %s to end within %d s, but it goes on".formatted(runId, seconds),
        Failures.details("AGENT_TIMEOUT").put("runId", runId.toString()),
        false,
        null);
  }

  private Mono<ObjectNode> waited(Caller caller, RunReads.Run run, Duration timeout) {
    if (run.isOver()) {
      return Mono.fromSupplier(() -> waited(run, RunEnd.of(run)));
    }
    Mono<ObjectNode> ended =
        follower.end(caller.principal(), run.runId()).map(end -> waited(run, end));
    return ended.timeout(timeout, Mono.fromSupplier(() -> waited(run, null)));
  }

  /// @param end null = the wait is over before the run is
  private static ObjectNode waited(RunReads.Run run, @Nullable RunEnd end) {
    String status = end == null ? "timeout" : end.isOk() ? "ok" : "error";
    ObjectNode answer = RunVoice.answer(run.runId(), status);
    Instant startedAt = run.times().startedAt();
    answer.put("startedAt", startedAt == null ? null : (Long) startedAt.toEpochMilli());
    answer.put("endedAt", end == null ? null : (Long) end.at());
    if (end != null && !end.isOk()) {
      answer.put("error", end.text());
      answer.set("details", end.error());
    }
    return answer;
  }

  private static ObjectNode list(List<AgentReads.Agent> all) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    Agents.main(all).ifPresent(main -> answer.put("defaultId", main.agentId().toString()));
    answer.put("mainKey", SessionKey.MAIN);
    answer.put("scope", "per-sender");
    ArrayNode list = answer.putArray("agents");
    for (AgentReads.Agent agent : all) {
      ObjectNode shown = list.addObject();
      shown.put("id", agent.agentId().toString());
      shown.put("name", agent.name());
      if (agent.description() != null) {
        shown.put("description", agent.description());
      }
    }
    return answer;
  }

  /// What `agent.wait` asks for.
  private record Wait(String runId, Duration timeout) {
    static Wait read(Params params) {
      return params.read(fields -> {
        Long timeout = fields.optionalNumber("timeoutMs", 0, LONGEST_WAIT_MS);
        return new Wait(
            fields.text("runId", LONGEST_ID),
            Duration.ofMillis(timeout == null ? USUAL_WAIT_MS : timeout));
      });
    }
  }
}
