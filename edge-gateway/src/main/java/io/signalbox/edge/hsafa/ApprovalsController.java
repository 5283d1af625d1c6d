package io.signalbox.edge.hsafa;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.signalbox.edge.calls.ApprovalDecision;
import io.signalbox.edge.calls.ToolCallActions;
import io.signalbox.edge.identity.Principal;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Decisions about tool calls that wait for approval.
@RestController
final class ApprovalsController {
  private final ToolCallActions actions;

  ApprovalsController(ToolCallActions actions) {
    this.actions = actions;
  }

  @PostMapping(path = "/api/tool-calls/{id}/approval", consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> decide(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) Mono<byte[]> body) {
    UUID callId = PathIds.of("a tool call", id);
    return Bodies.read(body, ApprovalDecision::read)
        .flatMap(made -> actions.decide(principal, callId, made.decision(), made.reason()))
        .map(written ->
            WriteAnswers.of(
                written,
                URI.create("/api/tool-calls/" + callId),
                Map.of("callId", callId),
                done -> ResponseEntity.ok(Map.of("toolCall", ToolCallJson.of(done.seen())))));
  }
}
