package io.signalbox.edge.hsafa;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.signalbox.edge.idempotency.NewId;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.runs.RunActions;
import io.signalbox.edge.runs.RunLookup;
import io.signalbox.edge.views.ConversationReads;
import io.signalbox.edge.views.RunReads;
import java.net.URI;
import java.util.List;
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

/// What can be done to a run that exists: say something to it, cancel it, delete it.
@RestController
@RequestMapping("/api/runs/{id}")
final class RunActionsController {
  private final RunActions actions;
  private final ConversationReads conversations;
  private final RunLookup lookup;

  RunActionsController(RunActions actions, ConversationReads conversations, RunLookup lookup) {
    this.actions = actions;
    this.conversations = conversations;
    this.lookup = lookup;
  }

  @GetMapping("/messages")
  Mono<Map<String, List<MessageJson>>> messages(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    return lookup
        .existing(principal, PathIds.of("a run", id))
        .flatMap(run ->
            conversations
                .messages(principal.tenant(), run.runId(), Long.MAX_VALUE)
                .map(MessageJson::of)
                .collectList())
        .map(list -> Map.of("messages", list));
  }

  @PostMapping(path = "/messages", consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> append(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) Mono<byte[]> body,
      ServerWebExchange exchange) {
    UUID runId = PathIds.of("a run", id);
    UUID messageId = NewId.of(exchange);
    return Bodies.read(body, fields -> AppendRequest.read(fields, messageId))
        .flatMap(message -> actions.append(principal, runId, message))
        .map(written ->
            WriteAnswers.of(
                written,
                location(runId),
                Map.of("success", true, "messageId", messageId),
                done ->
                    ResponseEntity.accepted()
                        .body(
                            Map.of("success", true, "messageId", messageId, "seq", done.seen()))));
  }

  @PostMapping("/cancel")
  Mono<ResponseEntity<Map<String, ?>>> cancel(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) Mono<byte[]> body) {
    UUID runId = PathIds.of("a run", id);
    return Bodies.readOptional(body, RunActionsController::reason)
        .flatMap(reason -> actions.cancel(principal, runId, reason))
        .map(written ->
            WriteAnswers.of(
                written, location(runId), Map.of("success", true), done -> canceled(done.seen())));
  }

  private static String reason(Fields fields) {
    String given = fields.optionalText("reason", RunActions.LONGEST_REASON);
    return given == null ? RunActions.USUAL_REASON : given;
  }

  private static ResponseEntity<Map<String, ?>> canceled(RunReads.Run run) {
    return ResponseEntity.ok(Map.of("success", true, "status", run.status()));
  }

  @DeleteMapping
  Mono<ResponseEntity<Map<String, ?>>> delete(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    UUID runId = PathIds.of("a run", id);
    return actions
        .delete(principal, runId)
        .map(written ->
            WriteAnswers.of(
                written,
                location(runId),
                Map.of("runId", runId),
                _ -> ResponseEntity.noContent().build()));
  }

  private static URI location(UUID runId) {
    return URI.create("/api/runs/" + runId);
  }
}
