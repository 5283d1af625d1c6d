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
  /// @param code why it failed, as the executor names it for machines
  /// @param source `server`, `device`, `browser` or `external`
  /// @param deviceId source `device`: the device that reports
  /// @param lease the token of the lease that the executor has; null = it does not say
  public record Report(
      String runId,
      String callId,
      @Nullable String result,
      @Nullable String error,
      @Nullable String code,
      String source,
      @Nullable String deviceId,
      @Nullable String lease) {

    /// One of the caller's own server.
    public Report(
        String runId,
        String callId,
        @Nullable String result,
        @Nullable String error,
        @Nullable String code) {
      this(runId, callId, result, error, code, "server", null, null);
    }

    /// The same from somebody else.
    public Report from(String other, @Nullable String device, @Nullable String token) {
      return new Report(runId, callId, result, error, code, other, device, token);
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
            .setLease(report.lease())
            .build();
    return ToolResult.newBuilder().setEnvelope(envelope).setPayload(payload).build();
  }
}
