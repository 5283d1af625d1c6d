package io.signalbox.edge.hsafa;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.signalbox.edge.calls.ToolCallActions;
import io.signalbox.edge.hsafa.problem.ProblemException;
import io.signalbox.edge.hsafa.problem.Problems;
import io.signalbox.edge.idempotency.NewId;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Booleans;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.json.ReportedResult;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.Keyset.Place;
import io.signalbox.edge.views.ToolCallReads;
import io.signalbox.edge.views.ToolCallReads.ToolCall;
import io.signalbox.kit.kafka.Answer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import tools.jackson.databind.JsonNode;

/// Tool calls: shown to everybody, and handed to workers and browsers under leases.
@RestController
@RequestMapping("/api/tool-calls")
final class ToolCallsController {
  private static final int LONGEST_ID = 128;
  private static final int LONGEST_PROGRESS = 4_096;
  private static final String LEASE = "lease";
  private static final Map<String, ?> SUCCESS = Map.of("success", true);

  private final ToolCallReads calls;
  private final ToolCallActions actions;

  ToolCallsController(ToolCallReads calls, ToolCallActions actions) {
    this.calls = calls;
    this.actions = actions;
  }

  @GetMapping
  Mono<Map<String, Object>> list(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, ServerWebExchange exchange) {
    Fields query = Paging.fields(exchange.getRequest().getQueryParams());
    ToolCallQuery wanted = ToolCallQuery.read(query);
    Keyset keyset = Paging.keyset(query);
    query.check();
    return actions
        .await(calls.calls(principal.tenant(), wanted.filter(), keyset), wanted.patience())
        .map(read ->
            Paging.page("toolCalls", read, keyset, ToolCallsController::place, ToolCallJson::of));
  }

  private static Place place(ToolCall call) {
    return new Place(call.requestedAt(), call.callId());
  }

  @GetMapping("/{id}")
  Mono<Map<String, ToolCallJson>> get(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    UUID callId = PathIds.of("a tool call", id);
    return actions
        .existing(principal, callId)
        .map(call -> Map.of("toolCall", ToolCallJson.of(call)));
  }

  @PostMapping(path = "/{id}/claim", consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> claim(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) Mono<byte[]> body,
      ServerWebExchange exchange) {
    UUID callId = PathIds.of("a tool call", id);
    String lease = NewId.of(exchange).toString(); // the same in all tries
    return Bodies.read(body, fields -> fields.text("worker", LONGEST_ID))
        .flatMap(worker -> actions.claim(principal, callId, worker, lease))
        .map(written ->
            WriteAnswers.of(
                written,
                location(callId),
                Map.of("callId", callId, LEASE, lease),
                done ->
                    ResponseEntity.ok(
                        Map.of("toolCall", ToolCallJson.of(done.seen()), LEASE, lease))));
  }

  @PostMapping(path = "/{id}/renew", consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> renew(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) Mono<byte[]> body) {
    UUID callId = PathIds.of("a tool call", id);
    return Bodies.read(body, Renewal::read)
        .flatMap(renewal -> actions.renew(principal, callId, renewal.lease(), renewal.progress()))
        .map(written ->
            WriteAnswers.of(written, location(callId), SUCCESS, done -> renewed(done.seen())));
  }

  private record Renewal(String lease, @Nullable String progress) {
    static Renewal read(Fields fields) {
      String lease = fields.text(LEASE, LONGEST_ID);
      JsonNode progress = fields.any("progress");
      String text = progress == null ? null : progress.toString();
      if (text != null && text.length() > LONGEST_PROGRESS) {
        fields.reject("progress", "at most %d characters of JSON".formatted(LONGEST_PROGRESS));
      }
      return new Renewal(lease, text);
    }
  }

  private static ResponseEntity<Map<String, ?>> renewed(ToolCall call) {
    Map<String, Object> body = new LinkedHashMap<>(SUCCESS);
    if (call.leaseUntil() != null) {
      body.put("leaseUntil", call.leaseUntil());
    }
    return ResponseEntity.ok(body);
  }

  @PostMapping(path = "/{id}/result", consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> settle(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) Mono<byte[]> body) {
    UUID callId = PathIds.of("a tool call", id);
    return Bodies.read(body, Settlement::read)
        .flatMap(settled ->
            actions.settle(principal, callId, settled.result(), settled.code(), settled.lease()))
        .map(answer -> settled(callId, answer));
  }

  private record Settlement(ReportedResult result, @Nullable String code, @Nullable String lease) {
    static Settlement read(Fields fields) {
      return new Settlement(
          ReportedResult.read(fields),
          fields.optionalText("code", LONGEST_ID),
          fields.optionalText(LEASE, LONGEST_ID));
    }
  }

  private static ResponseEntity<Map<String, ?>> settled(UUID callId, Answer answer) {
    return switch (answer) {
      case Answer.Accepted _ -> ResponseEntity.ok(SUCCESS);
      case Answer.Rejected(String code, String reason) ->
          throw new ProblemException(Problems.refused(code, reason));
      case Answer.Late _ -> WriteAnswers.pending(location(callId), SUCCESS);
    };
  }

  @PostMapping(path = "/{id}/canceled", consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> canceled(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) Mono<byte[]> body) {
    UUID callId = PathIds.of("a tool call", id);
    return Bodies.read(body, Confirmation::read)
        .flatMap(confirmed ->
            actions.canceled(principal, callId, confirmed.lease(), confirmed.stopped()))
        .map(written ->
            WriteAnswers.of(written, location(callId), SUCCESS, _ -> ResponseEntity.ok(SUCCESS)));
  }

  private record Confirmation(String lease, boolean stopped) {
    static Confirmation read(Fields fields) {
      return new Confirmation(fields.text(LEASE, LONGEST_ID), Booleans.required(fields, "stopped"));
    }
  }

  private static URI location(UUID callId) {
    return URI.create("/api/tool-calls/" + callId);
  }
}
