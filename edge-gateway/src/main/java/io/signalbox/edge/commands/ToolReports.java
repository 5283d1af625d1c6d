package io.signalbox.edge.commands;

import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.identity.Principal;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.SubmitToolResult;
import io.signalbox.schemas.tool.ToolResult;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reports of what came of tool calls, from whoever executed them.
@Component
public final class ToolReports {
  private final CommandGate gate;
  private final Duration patience;

  ToolReports(CommandGate gate, CommandSettings settings) {
    this.gate = gate;
    this.patience = settings.patience();
  }

  /// What came of a call.
  ///
  /// @param result any JSON; null when the call failed
  /// @param error why it failed; null when it did not
  /// @param source `server`, `device`, `browser` or `external`
  /// @param deviceId source `device`: the device that reports
  /// @param code why it failed, as the executor names it for machines
  public record Report(
      String runId,
      String callId,
      @Nullable String result,
      @Nullable String error,
      String source,
      @Nullable String deviceId,
      @Nullable String code) {

    /// One without a code.
    public Report(
        String runId,
        String callId,
        @Nullable String result,
        @Nullable String error,
        String source,
        @Nullable String deviceId) {
      this(runId, callId, result, error, source, deviceId, null);
    }
  }

  /// Sends a report and waits for the call to take it.
  public Mono<Answer> send(Principal principal, Report report) {
    return gate.ask(
        Topics.TOOL_RESULTS,
        new Target(principal, report.callId()),
        envelope -> record(envelope, report),
        patience);
  }

  private static ToolResult record(Envelope envelope, Report report) {
    SubmitToolResult payload =
        SubmitToolResult.newBuilder()
            .setRunId(report.runId())
            .setStatus(report.error() == null ? "completed" : "failed")
            .setResult(report.result())
            .setError(report.error())
            .setSource(report.source())
            .setDeviceId(report.deviceId())
            .setCode(report.code())
            .build();
    return ToolResult.newBuilder().setEnvelope(envelope).setPayload(payload).build();
  }
}
