package io.signalbox.edge.hsafa.socket;

import io.signalbox.edge.commands.ToolReports;
import io.signalbox.edge.commands.ToolReports.Report;
import io.signalbox.edge.devices.CallLeases;
import io.signalbox.edge.devices.CallLeases.Canceled;
import io.signalbox.edge.devices.CallLeases.Progress;
import io.signalbox.edge.devices.DeviceSession;
import io.signalbox.edge.hsafa.problem.Problem;
import io.signalbox.edge.hsafa.problem.Problems;
import io.signalbox.edge.hsafa.socket.FrameException.Code;
import io.signalbox.edge.json.Booleans;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.json.ReportedResult;
import io.signalbox.kit.kafka.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// What a device says of its calls. Refusals are answered with an error frame that names the call.
@Component
final class CallFrames {
  private static final int LONGEST_ID = FrameHandler.LONGEST_ID;
  private static final int LONGEST_PROGRESS = 4_096;

  private final ToolReports reports;
  private final CallLeases leases;

  CallFrames(ToolReports reports, CallLeases leases) {
    this.reports = reports;
    this.leases = leases;
  }

  /// `tool.result`: what came of a call. A device that keeps its calls hears when it may forget it.
  Mono<Void> result(DeviceConnection connection, Fields frame) {
    DeviceSession session = registered(connection, FrameType.TOOL_RESULT);
    Fields data = frame.object("data");
    String callId = data.text("callId", LONGEST_ID);
    String runId = data.text("runId", LONGEST_ID);
    String lease = data.optionalText("lease", LONGEST_ID);
    String code = data.optionalText("code", LONGEST_ID);
    ReportedResult result = ReportedResult.read(data);
    frame.check();
    Report report =
        new Report(runId, callId, result.result(), result.error(), code)
            .from("device", session.deviceId(), lease);
    return answered(callId, reports.send(session.device(), report))
        .doOnNext(answer -> taken(connection, session, callId, answer))
        .then();
  }

  private void taken(
      DeviceConnection connection, DeviceSession session, String callId, Answer answer) {
    leases.settled(session, callId);
    if (session.keepsCalls() && answer instanceof Answer.Accepted) {
      connection.send(Frames.resultAck(callId));
    }
    refuse(callId, answer);
  }

  /// `tool.progress`: the device is at a call, and keeps it.
  Mono<Void> progress(DeviceConnection connection, Fields frame) {
    DeviceSession session = registered(connection, FrameType.TOOL_PROGRESS);
    Fields data = frame.object("data");
    Progress progress =
        new Progress(
            data.text("runId", LONGEST_ID),
            data.text("callId", LONGEST_ID),
            data.optionalText("lease", LONGEST_ID),
            progress(data));
    frame.check();
    return answered(progress.callId(), leases.renew(session, progress))
        .doOnNext(answer -> refuse(progress.callId(), answer))
        .then();
  }

  private static @Nullable String progress(Fields data) {
    JsonNode node = data.any("progress");
    String text = node == null ? null : node.toString();
    if (text != null && text.length() > LONGEST_PROGRESS) {
      data.reject("progress", "at most %d characters of JSON".formatted(LONGEST_PROGRESS));
    }
    return text;
  }

  /// `tool.canceled`: the device is not at a call any more that was taken back.
  Mono<Void> canceled(DeviceConnection connection, Fields frame) {
    DeviceSession session = registered(connection, FrameType.TOOL_CANCELED);
    Fields data = frame.object("data");
    Canceled canceled =
        new Canceled(
            data.text("runId", LONGEST_ID),
            data.text("callId", LONGEST_ID),
            data.optionalText("lease", LONGEST_ID),
            Booleans.required(data, "stopped"));
    frame.check();
    return answered(canceled.callId(), leases.canceled(session, canceled))
        .doOnNext(answer -> refuse(canceled.callId(), answer))
        .then();
  }

  /// The session of a device that has registered, which a frame of this kind needs.
  static DeviceSession registered(DeviceConnection connection, FrameType type) {
    DeviceSession session = connection.session();
    if (session == null) {
      throw new FrameException(
          Code.NOT_REGISTERED,
          "Expected device.register before %s, but there was none".formatted(type.wireName()));
    }
    return session;
  }

  private static void refuse(String callId, Answer answer) {
    switch (answer) {
      case Answer.Accepted _ -> {}
      case Answer.Late _ -> {} // it is durable, and will be applied
      case Answer.Rejected(String code, String reason) ->
          throw FrameException.refusal(code, reason, callId);
    }
  }

  private static Mono<Answer> answered(String callId, Mono<Answer> answer) {
    return answer.onErrorMap(failure -> {
      Problem problem = Problems.of(failure);
      return new FrameException(problem.code().name(), problem.detail(), callId);
    });
  }
}
