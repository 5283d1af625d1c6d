package io.signalbox.edge.hsafa;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.signalbox.edge.commands.ToolReports;
import io.signalbox.edge.commands.ToolReports.Report;
import io.signalbox.edge.hsafa.problem.ProblemException;
import io.signalbox.edge.hsafa.problem.Problems;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.json.ReportedResult;
import io.signalbox.edge.runs.RunLookup;
import io.signalbox.kit.kafka.Answer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Results of tool calls from executors that have no socket.
@RestController
final class ToolResultsController {
  private static final List<String> SOURCES = List.of("server", "device", "browser", "external");
  private static final int LONGEST_ID = 128;

  private final ToolReports reports;
  private final RunLookup lookup;

  ToolResultsController(ToolReports reports, RunLookup lookup) {
    this.reports = reports;
    this.lookup = lookup;
  }

  @PostMapping(path = "/api/runs/{id}/tool-results", consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> report(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) Mono<byte[]> body) {
    UUID runId = PathIds.of("a run", id);
    return Bodies.read(body, fields -> report(runId, fields))
        .delayUntil(_ -> lookup.existing(principal, runId))
        .flatMap(report -> reports.send(principal, report))
        .map(answer -> answered(runId, answer));
  }

  private static Report report(UUID runId, Fields body) {
    String callId = body.text("callId", LONGEST_ID);
    ReportedResult result = ReportedResult.read(body);
    String source = body.oneOf("source", SOURCES, "server");
    String code = body.optionalText("code", LONGEST_ID);
    String lease = body.optionalText("lease", LONGEST_ID);
    body.check();
    return new Report(
            runId.toString(),
            PathIds.of("a tool call", callId).toString(),
            result.result(),
            result.error(),
            code)
        .from(source, null, lease);
  }

  private static ResponseEntity<Map<String, ?>> answered(UUID runId, Answer answer) {
    return switch (answer) {
      case Answer.Accepted _ -> ResponseEntity.ok(Map.of("success", true));
      case Answer.Rejected rejected ->
          throw new ProblemException(Problems.refused(rejected.code(), rejected.reason()));
      case Answer.Late _ ->
          WriteAnswers.pending(URI.create("/api/runs/" + runId), Map.of("success", true));
    };
  }
}
