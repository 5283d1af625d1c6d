package io.signalbox.dispatcher.call;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.DeviceConnected;
import io.signalbox.schemas.device.DeviceDisconnected;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.device.DeviceSnapshot;
import io.signalbox.schemas.tool.CancelToolCall;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.SubmitToolResult;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.tool.ToolResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Records that others send to the dispatcher, all of one tenant.
///
/// @param replyTo the instance that waits for answers
public record Wire(String tenantId, String replyTo) {
  private static final Actor ACTOR =
      Actor.newBuilder().setKind("service").setSubject("test").build();

  public ToolRequest request(String callId, String runId, String tool, String target) {
    return request(callId, runId, tool, target, Instant.now(), null);
  }

  public ToolRequest request(
      String callId,
      String runId,
      String tool,
      String target,
      Instant at,
      @Nullable Instant deadline) {
    return ToolRequest.newBuilder()
        .setEnvelope(envelope(callId, 0, at))
        .setPayload(
            RequestToolCall.newBuilder()
                .setRunId(runId)
                .setToolName(tool)
                .setArgs("{\"q\":\"x\"}")
                .setExecutionTarget(target)
                .setDeadline(deadline == null ? null : deadline.truncatedTo(ChronoUnit.MICROS))
                .build())
        .build();
  }

  /// A call for a device that somebody has to approve.
  public ToolRequest guarded(String callId, String runId, String tool) {
    ToolRequest plain = request(callId, runId, tool, "device");
    RequestToolCall payload =
        RequestToolCall.newBuilder((RequestToolCall) plain.getPayload())
            .setPolicy("require_approval")
            .build();
    return ToolRequest.newBuilder(plain).setPayload(payload).build();
  }

  /// A call of an operator: for one device, and no run waits for it.
  public ToolRequest invoke(
      String callId,
      String deviceId,
      @Nullable Long asOf,
      String tool,
      @Nullable Instant deadline) {
    return ToolRequest.newBuilder()
        .setEnvelope(envelope(callId, 0, Instant.now()))
        .setPayload(
            RequestToolCall.newBuilder()
                .setRunId(callId)
                .setToolName(tool)
                .setArgs("{}")
                .setExecutionTarget("device")
                .setDeadline(deadline == null ? null : deadline.truncatedTo(ChronoUnit.MICROS))
                .setDeviceId(deviceId)
                .setDeviceSeq(asOf)
                .build())
        .build();
  }

  public ToolRequest cancel(String callId, String runId) {
    return ToolRequest.newBuilder()
        .setEnvelope(envelope(callId, 0, Instant.now()))
        .setPayload(
            CancelToolCall.newBuilder().setRunId(runId).setReason("the run was canceled").build())
        .build();
  }

  public ToolResult result(
      String callId, String runId, String result, String source, @Nullable String deviceId) {
    return report(
        callId,
        SubmitToolResult.newBuilder()
            .setRunId(runId)
            .setStatus("completed")
            .setResult(result)
            .setSource(source)
            .setDeviceId(deviceId)
            .build());
  }

  /// What an executor reports.
  public ToolResult report(String callId, SpecificRecord payload) {
    return ToolResult.newBuilder()
        .setEnvelope(envelope(callId, 0, Instant.now()))
        .setPayload(payload)
        .build();
  }

  /// A call of a run, as the agent's configuration has it handled.
  public ToolRequest request(
      String callId, String runId, String target, boolean repeatable, @Nullable String execution) {
    return ToolRequest.newBuilder()
        .setEnvelope(envelope(callId, 0, Instant.now()))
        .setPayload(
            RequestToolCall.newBuilder()
                .setRunId(runId)
                .setToolName("lookup")
                .setArgs("{}")
                .setExecutionTarget(target)
                .setRepeatable(repeatable)
                .setExecution(execution)
                .build())
        .build();
  }

  /// A device that does not keep its calls.
  public DeviceEvent connected(String deviceId, long seq, String session, String... tools) {
    return connected(deviceId, seq, session, null, tools);
  }

  /// A device that says which calls it holds.
  public DeviceEvent holding(
      String deviceId, long seq, String session, List<String> calls, String... tools) {
    return connected(deviceId, seq, session, calls, tools);
  }

  private DeviceEvent connected(
      String deviceId, long seq, String session, @Nullable List<String> held, String... tools) {
    return device(
        deviceId,
        seq,
        session,
        List.of(tools),
        DeviceConnected.newBuilder()
            .setSessionId(session)
            .setEdgeId("edge-1")
            .setHeldCalls(held)
            .build());
  }

  public DeviceEvent disconnected(String deviceId, long seq, String session, String... tools) {
    return device(
        deviceId,
        seq,
        null,
        List.of(tools),
        DeviceDisconnected.newBuilder().setSessionId(session).setReason("closed").build());
  }

  private DeviceEvent device(
      String deviceId, long seq, @Nullable String session, List<String> tools, Object payload) {
    return DeviceEvent.newBuilder()
        .setEnvelope(envelope(deviceId, seq, Instant.now()))
        .setDevice(
            DeviceSnapshot.newBuilder()
                .setDeviceKey(deviceId)
                .setCapabilities("{}")
                .setTools(tools)
                .setSessionId(session)
                .setEdgeId(session == null ? null : "edge-1")
                .build())
        .setPayload(payload)
        .build();
  }

  private Envelope envelope(String aggregateId, long seq, Instant at) {
    return Envelope.newBuilder(Envelopes.command(tenantId, aggregateId, ACTOR, at, "request-1"))
        .setSeq(seq)
        .setReplyTo(replyTo.isEmpty() ? null : replyTo)
        .build();
  }

  public static String id() {
    return Ids.next().toString();
  }
}
