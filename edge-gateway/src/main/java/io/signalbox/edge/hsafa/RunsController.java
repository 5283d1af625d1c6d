package io.signalbox.edge.hsafa;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.signalbox.edge.commands.Written;
import io.signalbox.edge.idempotency.NewId;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.runs.Admissions;
import io.signalbox.edge.runs.RunLookup;
import io.signalbox.edge.runs.RunStarts;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.Keyset.Place;
import io.signalbox.edge.views.RunReads;
import io.signalbox.schemas.run.StartRun;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Starts runs and shows how they stand.
@RestController
@RequestMapping("/api/runs")
final class RunsController {
  private final RunStarts starts;
  private final Admissions admissions;
  private final RunReads runs;
  private final RunLookup lookup;

  RunsController(RunStarts starts, Admissions admissions, RunReads runs, RunLookup lookup) {
    this.starts = starts;
    this.admissions = admissions;
    this.runs = runs;
    this.lookup = lookup;
  }

  @PostMapping(consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> start(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @RequestBody(required = false) Mono<byte[]> body,
      ServerWebExchange exchange) {
    UUID runId = NewId.of(exchange);
    return Bodies.read(body, RunRequest::read)
        .flatMap(request ->
            request.sessionId() == null
                ? startAlone(principal, runId, request)
                : admissions.admit(principal, runId, request.admission()))
        .map(written -> started(runId, written));
  }

  @GetMapping
  Mono<Map<String, Object>> list(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, ServerWebExchange exchange) {
    RunListQuery query = RunListQuery.read(exchange.getRequest().getQueryParams());
    return runs.runs(principal.tenant(), query.filter(), query.keyset())
        .collectList()
        .map(read -> Paging.page("runs", read, query.keyset(), RunsController::place, RunJson::of));
  }

  @GetMapping("/{id}")
  Mono<Map<String, RunJson>> get(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    return lookup
        .existing(principal, PathIds.of("a run", id))
        .map(run -> Map.of("run", RunJson.of(run)));
  }

  private static Place place(RunReads.Run run) {
    return new Place(run.times().createdAt(), run.runId());
  }

  private Mono<Written<RunReads.Run>> startAlone(
      Principal principal, UUID runId, RunRequest request) {
    String agentId = request.agentId();
    return starts
        .version(
            principal,
            PathIds.of("an agent", agentId == null ? "" : agentId),
            request.agentVersionId())
        .flatMap(version -> starts.start(principal, runId, start(version, request)));
  }

  private static StartRun start(AgentReads.Version version, RunRequest request) {
    return RunStarts.of(version)
        .setMessages(request.messages())
        .setMetadata(request.metadata())
        .build();
  }

  private static ResponseEntity<Map<String, ?>> started(UUID runId, Written<RunReads.Run> written) {
    URI location = URI.create("/api/runs/" + runId);
    Map<String, Object> ids = StartAnswers.ids(runId, null, 0);
    return WriteAnswers.of(
        written,
        location,
        ids,
        _ -> ResponseEntity.created(location).body(StartAnswers.created(ids, "queued")));
  }
}
