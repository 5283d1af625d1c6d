package io.signalbox.edge.hsafa;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.signalbox.domain.Rejection;
import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.hsafa.problem.ProblemCode;
import io.signalbox.edge.hsafa.problem.ProblemException;
import io.signalbox.edge.idempotency.NewId;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.views.ConversationReads;
import io.signalbox.edge.views.RunReads;
import io.signalbox.schemas.run.AppendMessage;
import io.signalbox.schemas.run.CancelRun;
import io.signalbox.schemas.run.DeleteRun;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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

/// What can be done to a run that exists: say something to it, cancel it, delete it.
@RestController
@RequestMapping("/api/runs/{id}")
final class RunActionsController {
  private static final int LOOKS = 5;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final int LONGEST_REASON = 1024;
  private static final String USUAL_REASON = "The client asked for it";

  private final WritePath writes;
  private final RunReads runs;
  private final ConversationReads conversations;
  private final RunLookup lookup;

  RunActionsController(
      WritePath writes, RunReads runs, ConversationReads conversations, RunLookup lookup) {
    this.writes = writes;
    this.runs = runs;
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
        .delayUntil(_ -> lookup.existing(principal, runId).doOnNext(RunActionsController::going))
        .flatMap(message -> append(principal, runId, message))
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

  private static void going(RunReads.Run run) {
    if (run.isOver()) {
      throw ProblemException.of(
          ProblemCode.RUN_ENDED,
          "Expected run %s to be under way, but it is %s".formatted(run.runId(), run.status()));
    }
  }

  /// The seq that is told is the one that the run had come to with the message.
  private Mono<Written<Long>> append(Principal principal, UUID runId, Message message) {
    return write(
            principal,
            runId,
            AppendMessage.newBuilder().setMessage(message).build(),
            seq -> runs.run(principal.tenant(), runId, seq).map(_ -> seq))
        .flatMap(written ->
            written instanceof Written.Refused<Long> refused
                    && refused.code().equals(Rejection.CONFLICT.name())
                ? refusal(principal, runId, refused)
                : Mono.just(written));
  }

  /// A run refuses because it is over, or because it has enough to read already. Which of them, the
  /// view tells; it may be a moment behind.
  private Mono<Written<Long>> refusal(
      Principal principal, UUID runId, Written.Refused<Long> refused) {
    return runs.run(principal.tenant(), runId)
        .filter(RunReads.Run::isOver)
        .repeatWhenEmpty(tries -> tries.take(LOOKS).delayElements(LOOK_AGAIN))
        .flatMap(_ ->
            Mono.<Written<Long>>error(ProblemException.of(ProblemCode.RUN_ENDED, refused.reason())))
        .defaultIfEmpty(refused);
  }

  @PostMapping("/cancel")
  Mono<ResponseEntity<Map<String, ?>>> cancel(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) Mono<byte[]> body) {
    UUID runId = PathIds.of("a run", id);
    return Bodies.readOptional(
            body, fields -> CancelRun.newBuilder().setReason(reason(fields)).build())
        .flatMap(wish ->
            lookup
                .existing(principal, runId)
                .flatMap(run ->
                    run.isOver() ? Mono.just(canceled(run)) : cancel(principal, runId, wish)));
  }

  private static String reason(Fields fields) {
    String given = fields.optionalText("reason", LONGEST_REASON);
    return given == null ? USUAL_REASON : given;
  }

  private Mono<ResponseEntity<Map<String, ?>>> cancel(
      Principal principal, UUID runId, CancelRun wish) {
    return write(principal, runId, wish, seq -> runs.run(principal.tenant(), runId, seq))
        .map(written ->
            WriteAnswers.of(
                written, location(runId), Map.of("success", true), done -> canceled(done.seen())));
  }

  private static ResponseEntity<Map<String, ?>> canceled(RunReads.Run run) {
    return ResponseEntity.ok(Map.of("success", true, "status", run.status()));
  }

  @DeleteMapping
  Mono<ResponseEntity<Map<String, ?>>> delete(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    UUID runId = PathIds.of("a run", id);
    return lookup
        .existing(principal, runId)
        .map(run -> DeleteRun.newBuilder().setLastSeq(run.lastSeq()).build())
        .flatMap(wish -> write(principal, runId, wish, _ -> gone(principal, runId)))
        .map(written ->
            WriteAnswers.of(
                written,
                location(runId),
                Map.of("runId", runId),
                _ -> ResponseEntity.noContent().build()));
  }

  private Mono<Boolean> gone(Principal principal, UUID runId) {
    return runs.run(principal.tenant(), runId).hasElement().filter(there -> !there);
  }

  private <T> Mono<Written<T>> write(
      Principal principal, UUID runId, Object wish, LongFunction<Mono<T>> look) {
    return writes.write(
        Topics.RUN_COMMANDS,
        new Target(principal, runId.toString()),
        envelope -> RunCommand.newBuilder().setEnvelope(envelope).setPayload(wish).build(),
        look);
  }

  private static URI location(UUID runId) {
    return URI.create("/api/runs/" + runId);
  }
}
