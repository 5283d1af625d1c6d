package io.signalbox.edge;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.ConnectDevice;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.SubmitToolResult;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolCallExpired;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.topic.Topics;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Stands for the registry and the dispatcher: knows who connects, and carries the calls of
/// operators to devices and back, each once.
final class DispatcherTwin {
  private static final Actor ACTOR =
      Actor.newBuilder().setKind("service").setSubject("test").build();

  private final OwnersTwin owners;
  private final RecordSender sender;
  private final ReadSide rows;
  private final Map<String, String> sessions = new ConcurrentHashMap<>();
  private final Map<String, RequestToolCall> open = new ConcurrentHashMap<>();
  private final Map<String, String> settled = new ConcurrentHashMap<>();

  DispatcherTwin(OwnersTwin owners, RecordSender sender, ReadSide rows) {
    this.owners = owners;
    this.sender = sender;
    this.rows = rows;
    owners.decide(this::decide);
  }

  private Decision<String> decide(IndexedRecord command) {
    String id = owners.addressee().toString();
    return switch (command) {
      case ConnectDevice connect -> connected(id, connect);
      case RequestToolCall request -> requested(id, request);
      case SubmitToolResult result -> reported(id, result);
      default -> Decision.accept("done");
    };
  }

  private Decision<String> connected(String deviceId, ConnectDevice connect) {
    sessions.put(deviceId, connect.getSessionId());
    ReadSide.unchecked(() -> {
      rows.run("DELETE FROM read.devices WHERE device_id = ?", UUID.fromString(deviceId));
      rows.run(
          "INSERT INTO read.devices VALUES (?, ?, ?, ?, ?::json, true, ?, now(), now(), 2)",
          ReadSide.TENANT,
          UUID.fromString(deviceId),
          connect.getDeviceKey(),
          connect.getDisplayName(),
          connect.getCapabilities(),
          connect.getSessionId());
      rows.run(
          "INSERT INTO read.device_sessions VALUES (?, ?, ?, ?, now())",
          ReadSide.TENANT,
          UUID.fromString(deviceId),
          connect.getSessionId(),
          connect.getRemoteAddress());
    });
    return Decision.accept("connected");
  }

  private Decision<String> requested(String callId, RequestToolCall request) {
    if (settled.containsKey(callId) || open.putIfAbsent(callId, request) != null) {
      return Decision.accept();
    }
    String deviceId = Objects.requireNonNull(request.getDeviceId());
    ReadSide.unchecked(() ->
        rows.run(
            "INSERT INTO read.tool_calls VALUES (?, ?, ?, ?::json, ?, 'dispatched', NULL, NULL, 2)",
            ReadSide.TENANT,
            UUID.fromString(callId),
            request.getToolName(),
            request.getArgs(),
            UUID.fromString(deviceId)));
    toDevice(
        deviceId,
        DispatchToolCall.newBuilder()
            .setSessionId(Objects.requireNonNull(sessions.get(deviceId)))
            .setRunId(request.getRunId())
            .setCallId(callId)
            .setToolName(request.getToolName())
            .setArgs(request.getArgs())
            .setEpoch(1)
            .setLease("secret")
            .setDeadline(request.getDeadline())
            .build());
    return Decision.accept("requested", "dispatched");
  }

  private Decision<String> reported(String callId, SubmitToolResult result) {
    RequestToolCall request = open.get(callId);
    if (request == null) {
      return settled.getOrDefault(callId, "").equals("completed")
          ? Decision.accept()
          : Decision.reject(
              settled.containsKey(callId) ? Rejection.STALE : Rejection.NOT_FOUND, "too late");
    }
    if (!Objects.equals(request.getDeviceId(), result.getDeviceId())) {
      return Decision.reject(Rejection.FORBIDDEN, "Expected the device that holds the call");
    }
    if (result.getStatus().equals("completed")) {
      settle(callId, "completed", null, null, result.getResult(), completed(request, result));
    } else {
      settle(callId, "failed", result.getError(), result.getCode(), null, failed(request, result));
    }
    return Decision.accept("settled");
  }

  private static SpecificRecord completed(RequestToolCall request, SubmitToolResult result) {
    return ToolCallCompleted.newBuilder()
        .setRunId(request.getRunId())
        .setResult(result.getResult())
        .setSource("device")
        .build();
  }

  private static SpecificRecord failed(RequestToolCall request, SubmitToolResult result) {
    return ToolCallFailed.newBuilder()
        .setRunId(request.getRunId())
        .setError(Objects.requireNonNull(result.getError()))
        .setSource("device")
        .setCode(result.getCode())
        .build();
  }

  /// The one open call.
  String openCall() {
    return open.keySet().iterator().next();
  }

  /// Lets an open call expire.
  void expire(String callId) {
    RequestToolCall request = Objects.requireNonNull(open.get(callId));
    String reason = "No result came";
    SpecificRecord event =
        ToolCallExpired.newBuilder().setRunId(request.getRunId()).setReason(reason).build();
    settle(callId, "expired", reason, null, null, event);
    String deviceId = Objects.requireNonNull(request.getDeviceId());
    toDevice(
        deviceId,
        RevokeToolCall.newBuilder()
            .setSessionId(Objects.requireNonNull(sessions.get(deviceId)))
            .setRunId(request.getRunId())
            .setCallId(callId)
            .setReason(reason)
            .build());
  }

  private void settle(
      String callId,
      String status,
      @Nullable String error,
      @Nullable String code,
      @Nullable String result,
      SpecificRecord event) {
    open.remove(callId);
    settled.put(callId, status);
    ReadSide.unchecked(() -> show(callId, status, error, code, result));
    Envelope envelope = Envelope.newBuilder(envelope(callId)).setSeq(3).build();
    sender
        .send(
            Topics.TOOL_EVENTS,
            callId,
            ToolEvent.newBuilder().setEnvelope(envelope).setPayload(event).build())
        .join();
  }

  private void show(
      String callId,
      String status,
      @Nullable String error,
      @Nullable String code,
      @Nullable String result)
      throws SQLException {
    rows.run(
        "UPDATE read.tool_calls SET status = ?, error = ?, error_code = ?, last_seq = 3 WHERE call_id = ?",
        status,
        error,
        code,
        UUID.fromString(callId));
    rows.run(
        "INSERT INTO read.tool_results VALUES (?, ?, ?::json, 'device')",
        ReadSide.TENANT,
        UUID.fromString(callId),
        result);
  }

  private void toDevice(String deviceId, SpecificRecord payload) {
    sender
        .send(
            Topics.DEVICE_DISPATCH,
            deviceId,
            DeviceDispatch.newBuilder().setEnvelope(envelope(deviceId)).setPayload(payload).build())
        .join();
  }

  private static Envelope envelope(String aggregateId) {
    return Envelopes.command(ReadSide.TENANT, aggregateId, ACTOR, Instant.now(), null);
  }
}
