package io.signalbox.edge.calls;

import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.ToolReports;
import io.signalbox.edge.commands.ToolReports.Report;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.ReportedResult;
import io.signalbox.edge.runs.UnknownIdException;
import io.signalbox.edge.views.LookAgain;
import io.signalbox.edge.views.ToolCallReads;
import io.signalbox.edge.views.ToolCallReads.ToolCall;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.schemas.tool.ClaimToolCall;
import io.signalbox.schemas.tool.ConfirmToolCancel;
import io.signalbox.schemas.tool.DecideToolApproval;
import io.signalbox.schemas.tool.RenewToolCall;
import io.signalbox.schemas.tool.ToolResult;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What workers and browsers do with tool calls, and people who approve them. Whoever claims a call
/// has it until its lease runs out, and proves that by the lease's token.
@Component
public final class ToolCallActions {
  /// How far a view may be behind what a caller has seen in a stream.
  private static final Duration BEHIND = Duration.ofSeconds(1);

  private final WritePath writes;
  private final ToolReports reports;
  private final ToolCallReads calls;

  ToolCallActions(WritePath writes, ToolReports reports, ToolCallReads calls) {
    this.writes = writes;
    this.reports = reports;
    this.calls = calls;
  }

  /// A call.
  ///
  /// @return fails with [UnknownIdException] when the tenant has none with this id
  public Mono<ToolCall> existing(Principal principal, UUID callId) {
    return LookAgain.until(calls.call(principal.tenant(), callId, 0))
        .timeout(BEHIND, Mono.error(() -> new UnknownIdException("a tool call", callId)));
  }

  /// Takes a call.
  ///
  /// @param worker who takes it, as it names itself
  /// @param lease becomes the token of the lease; taking a call again with the same changes nothing
  public Mono<Written<ToolCall>> claim(
      Principal principal, UUID callId, String worker, String lease) {
    return write(
        principal,
        callId,
        runId ->
            ClaimToolCall.newBuilder().setRunId(runId).setWorker(worker).setLease(lease).build());
  }

  /// Keeps a call.
  ///
  /// @param progress how far the executor is, JSON
  public Mono<Written<ToolCall>> renew(
      Principal principal, UUID callId, String lease, @Nullable String progress) {
    return write(
        principal,
        callId,
        runId ->
            RenewToolCall.newBuilder()
                .setRunId(runId)
                .setLease(lease)
                .setProgress(progress)
                .build());
  }

  /// Says whether a call that waits for approval is executed; saying the same again changes
  /// nothing.
  ///
  /// @param decision as on the wire
  public Mono<Written<ToolCall>> decide(
      Principal principal, UUID callId, String decision, @Nullable String reason) {
    return write(
        principal,
        callId,
        runId ->
            DecideToolApproval.newBuilder()
                .setRunId(runId)
                .setDecision(decision)
                .setReason(reason)
                .build());
  }

  /// Says that the executor of a canceled call is not at it any more.
  ///
  /// @param stopped whether it was stopped, or had not begun
  public Mono<Written<ToolCall>> canceled(
      Principal principal, UUID callId, String lease, boolean stopped) {
    return write(
        principal,
        callId,
        runId ->
            ConfirmToolCancel.newBuilder()
                .setRunId(runId)
                .setLease(lease)
                .setStopped(stopped)
                .build());
  }

  /// Tells a call something.
  ///
  /// @param payload what it is told, given its run
  private Mono<Written<ToolCall>> write(
      Principal principal, UUID callId, Function<String, SpecificRecord> payload) {
    return existing(principal, callId)
        .map(call -> payload.apply(call.runId().toString()))
        .flatMap(told ->
            writes.write(
                Topics.TOOL_RESULTS,
                new Target(principal, callId.toString()),
                envelope -> ToolResult.newBuilder().setEnvelope(envelope).setPayload(told).build(),
                seq -> calls.call(principal.tenant(), callId, seq)));
  }

  /// Settles a call.
  ///
  /// @param code why it failed, as the executor names it for machines
  /// @param lease null = nobody had to claim it
  public Mono<Answer> settle(
      Principal principal,
      UUID callId,
      ReportedResult result,
      @Nullable String code,
      @Nullable String lease) {
    return existing(principal, callId)
        .flatMap(call -> {
          Report report =
              new Report(
                  call.runId().toString(),
                  callId.toString(),
                  result.result(),
                  result.error(),
                  code);
          return reports.send(principal, report.from(call.target(), null, lease));
        });
  }

  /// Looks for calls until there are some, no longer than this.
  ///
  /// @param wait zero = once
  public Mono<List<ToolCall>> await(Flux<ToolCall> look, Duration wait) {
    Mono<List<ToolCall>> once = look.collectList();
    return wait.isZero()
        ? once
        : LookAgain.until(once.filter(found -> !found.isEmpty()))
            .timeout(wait, Mono.just(List.of()));
  }
}
