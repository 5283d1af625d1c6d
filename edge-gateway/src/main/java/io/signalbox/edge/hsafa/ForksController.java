package io.signalbox.edge.hsafa;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.signalbox.edge.commands.Prefix;
import io.signalbox.edge.hsafa.problem.Problem;
import io.signalbox.edge.hsafa.problem.ProblemCode;
import io.signalbox.edge.hsafa.problem.ProblemException;
import io.signalbox.edge.idempotency.NewId;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.FieldError;
import io.signalbox.edge.json.InvalidInputException;
import io.signalbox.edge.runs.RunLookup;
import io.signalbox.edge.runs.RunStarts;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.ConversationReads;
import io.signalbox.edge.views.RunReads;
import io.signalbox.kit.Ids;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.StartRun;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Starts runs that go on where another one was.
@RestController
@RequestMapping("/api/runs/{id}")
final class ForksController {
  private final RunStarts starts;
  private final ConversationReads conversations;
  private final RunLookup lookup;

  ForksController(RunStarts starts, ConversationReads conversations, RunLookup lookup) {
    this.starts = starts;
    this.conversations = conversations;
    this.lookup = lookup;
  }

  @PostMapping(path = "/fork", consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> fork(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) Mono<byte[]> body,
      ServerWebExchange exchange) {
    UUID parentId = PathIds.of("a run", id);
    UUID runId = NewId.of(exchange);
    return Bodies.read(body, fields -> ForkRequest.read(fields, runId))
        .flatMap(request ->
            lookup
                .existing(principal, parentId, parent -> parent.lastSeq() >= request.seq())
                .flatMap(parent -> fork(principal, parent, runId, request)));
  }

  @PostMapping("/retry")
  Mono<ResponseEntity<Map<String, ?>>> retry(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      ServerWebExchange exchange) {
    return lookup
        .existing(principal, PathIds.of("a run", id), ForksController::hasFailed)
        .doOnNext(ForksController::checkFailed)
        .flatMap(parent ->
            fork(principal, parent, NewId.of(exchange), ForkRequest.retry(parent.lastSeq())));
  }

  private static boolean hasFailed(RunReads.Run run) {
    return run.status().equals("failed");
  }

  private static void checkFailed(RunReads.Run run) {
    if (!hasFailed(run)) {
      throw ProblemException.of(
          ProblemCode.CONFLICT,
          "Expected run %s to have failed, but it is %s".formatted(run.runId(), run.status()));
    }
  }

  private Mono<ResponseEntity<Map<String, ?>>> fork(
      Principal principal, RunReads.Run parent, UUID runId, ForkRequest request) {
    if (request.seq() > parent.lastSeq()) {
      throw wrong(
          "seq",
          JsonNodeFactory.instance.numberNode(request.seq()),
          "at most %d, the last seq of the run".formatted(parent.lastSeq()));
    }
    String wished = request.agentVersionId();
    String versionId = wished == null ? parent.agentVersionId().toString() : wished;
    return starts
        .version(principal, parent.agentId(), versionId)
        .zipWith(
            prefix(principal, parent, request),
            (version, prefix) -> start(version, prefix, parent, request))
        .flatMap(start ->
            starts
                .start(principal, runId, start)
                .map(written -> {
                  URI location = URI.create("/api/runs/" + runId);
                  Map<String, Object> ids = StartAnswers.ids(runId, parent, request.seq());
                  String status = start.getWaitsFor().equals("tools") ? "waiting_tool" : "queued";
                  return WriteAnswers.of(
                      written,
                      location,
                      ids,
                      _ ->
                          ResponseEntity.created(location).body(StartAnswers.created(ids, status)));
                }));
  }

  private Mono<Prefix> prefix(Principal principal, RunReads.Run parent, ForkRequest request) {
    Mono<Optional<ConversationReads.Progress>> progress =
        conversations
            .progress(principal.tenant(), parent.runId(), request.seq())
            .map(Optional::of)
            .defaultIfEmpty(Optional.empty());
    return conversations
        .messages(principal.tenant(), parent.runId(), request.seq())
        .collectList()
        .zipWith(progress, (said, known) -> Prefix.of(said, known.orElse(null), Ids::next))
        .map(prefix -> prefix.orElseThrow(() -> trimmed(parent, request.seq())))
        .map(prefix -> extended(prefix, request.messages()));
  }

  private static Prefix extended(Prefix prefix, List<Message> more) {
    if (more.isEmpty()) {
      return prefix;
    }
    if (!prefix.waitsForModel()) {
      throw wrong(
          "messages",
          JsonNodeFactory.instance.arrayNode(),
          "absent, as tool calls are open at this seq");
    }
    Set<String> taken = prefix.messages().stream().map(Message::getId).collect(Collectors.toSet());
    for (int index = 0; index < more.size(); index++) {
      if (taken.contains(more.get(index).getId())) {
        throw wrong(
            "messages[" + index + "].id",
            JsonNodeFactory.instance.stringNode(more.get(index).getId()),
            "unlike those of the messages before");
      }
    }
    return prefix.with(more);
  }

  private static StartRun start(
      AgentReads.Version version, Prefix prefix, RunReads.Run parent, ForkRequest request) {
    String metadata = request.metadata();
    return RunStarts.of(version)
        .setMessages(prefix.messages())
        .setMetadata(metadata == null ? parent.metadata() : metadata)
        .setWaitsFor(prefix.waitsFor())
        .setFirstStep(prefix.firstStep())
        .setParentRunId(parent.runId().toString())
        .setParentSeq(request.seq())
        .build();
  }

  private static InvalidInputException wrong(String field, JsonNode value, String expected) {
    return new InvalidInputException(List.of(new FieldError(field, value, expected)));
  }

  private static ProblemException trimmed(RunReads.Run parent, long seq) {
    return new ProblemException(
        new Problem(
            ProblemCode.PREFIX_TRIMMED,
            "Expected the history of run %s up to %d, but the oldest event kept is %d"
                .formatted(parent.runId(), seq, parent.oldestSeq()),
            List.of(),
            Map.of("oldestSeq", parent.oldestSeq())));
  }
}
