package io.signalbox.edge.hsafa.socket;

import io.signalbox.edge.commands.ToolReports;
import io.signalbox.edge.commands.ToolReports.Report;
import io.signalbox.edge.devices.DeviceEvent;
import io.signalbox.edge.devices.DeviceEvents;
import io.signalbox.edge.devices.DeviceHello;
import io.signalbox.edge.devices.DeviceSession;
import io.signalbox.edge.devices.DeviceSessions;
import io.signalbox.edge.devices.DeviceSessions.Opening;
import io.signalbox.edge.devices.Labels;
import io.signalbox.edge.hsafa.problem.Problem;
import io.signalbox.edge.hsafa.problem.Problems;
import io.signalbox.edge.hsafa.socket.FrameException.Code;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.json.JsonInput;
import io.signalbox.edge.json.ReportedResult;
import io.signalbox.kit.kafka.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What the frames of a device mean. A frame that cannot be taken is answered with an error frame.
@Component
final class FrameHandler {
  private static final Logger LOGGER = LoggerFactory.getLogger(FrameHandler.class);
  private static final int LONGEST_ID = 128;
  private static final int LONGEST_NAME = 256;

  private final DeviceSessions sessions;
  private final ToolReports reports;
  private final DeviceEvents events;

  FrameHandler(DeviceSessions sessions, ToolReports reports, DeviceEvents events) {
    this.sessions = sessions;
    this.reports = reports;
    this.events = events;
  }

  /// Where a connection comes from.
  record Peer(@Nullable String address, @Nullable String userAgent) {}

  /// Handles one frame; completes, always normally, when the next one may be handled.
  Mono<Void> handle(DeviceConnection connection, Peer peer, byte[] frame) {
    return Mono.defer(() -> dispatch(connection, peer, frame))
        .onErrorResume(failure -> refused(connection, failure));
  }

  /// Answers a frame that is not text.
  Mono<Void> notText(DeviceConnection connection) {
    return refused(
        connection, new FrameException(Code.NOT_TEXT, "Expected a text frame, but it is binary"));
  }

  private static Mono<Void> refused(DeviceConnection connection, Throwable failure) {
    if (!(failure instanceof FrameException)
        && Problems.of(failure).code().status().is5xxServerError()) {
      LOGGER.atWarn().setCause(failure).log("a frame of a device could not be handled");
    }
    connection.send(Frames.error(failure));
    return Mono.empty();
  }

  private Mono<Void> dispatch(DeviceConnection connection, Peer peer, byte[] frame) {
    Fields fields = Fields.of(JsonInput.object(frame, "frame"));
    String type = fields.text("type", LONGEST_NAME);
    fields.check();
    return switch (kind(type)) {
      case DEVICE_REGISTER -> register(connection, peer, fields);
      case TOOL_RESULT -> result(connection, fields);
      case DEVICE_EVENT -> event(connection, fields);
      case PING -> {
        connection.send(Frames.PONG);
        yield Mono.empty();
      }
      case DEVICE_REGISTERED,
          TOOL_CALL_REQUEST,
          TOOL_CALL_CANCEL,
          DEVICE_EVENT_ACK,
          DEVICE_EVENT_RANGE,
          PONG,
          ERROR ->
          throw unknown(type);
    };
  }

  private static FrameType kind(String type) {
    return FrameType.fromDevice(type).orElseThrow(() -> unknown(type));
  }

  private static FrameException unknown(String type) {
    return new FrameException(
        Code.UNKNOWN_TYPE,
        "Expected type to be device.register, tool.result, device.event or ping, but it is "
            + type);
  }

  private Mono<Void> register(DeviceConnection connection, Peer peer, Fields frame) {
    DeviceSession known = connection.session();
    if (known != null) {
      throw new FrameException(
          Code.ALREADY_REGISTERED,
          "Expected one device.register per socket, but it is device %s already"
              .formatted(known.deviceId()));
    }
    DeviceHello hello = hello(frame, peer);
    frame.check();
    return sessions
        .open(connection.principal(), hello, connection)
        .doOnNext(opening -> opened(connection, opening))
        .then();
  }

  private static DeviceHello hello(Fields frame, Peer peer) {
    Fields data = frame.object("data");
    Fields capabilities = data.optionalObject("capabilities");
    return new DeviceHello(
        data.text("deviceKey", LONGEST_ID),
        data.optionalText("displayName", LONGEST_NAME),
        capabilities == null ? "{}" : capabilities.node().toString(),
        capabilities == null ? List.of() : capabilities.texts("tools", LONGEST_ID),
        peer.address(),
        peer.userAgent(),
        Labels.read(data),
        data.optionalNumber("lastEventSeq", 0, Long.MAX_VALUE));
  }

  private void opened(DeviceConnection connection, Opening opening) {
    switch (opening) {
      case Opening.Opened opened -> {
        connection.begin(opened.session());
        events.announce(opened.session());
      }
      case Opening.Refused refused -> throw refusal(refused.code(), refused.reason(), null);
      case Opening.Late _ ->
          throw new FrameException(
              "UNAVAILABLE", "The device registry does not answer at the moment; try again", null);
    }
  }

  private static DeviceSession registered(DeviceConnection connection, FrameType frame) {
    DeviceSession session = connection.session();
    if (session == null) {
      throw new FrameException(
          Code.NOT_REGISTERED,
          "Expected device.register before %s, but there was none".formatted(frame.wireName()));
    }
    return session;
  }

  /// Answered by the registry, which may have to ask for others first.
  private Mono<Void> event(DeviceConnection connection, Fields frame) {
    DeviceSession session = registered(connection, FrameType.DEVICE_EVENT);
    DeviceEvent event = DeviceEvent.read(frame.object("data"));
    frame.check();
    return events.tell(session, event);
  }

  private Mono<Void> result(DeviceConnection connection, Fields frame) {
    DeviceSession session = registered(connection, FrameType.TOOL_RESULT);
    Fields data = frame.object("data");
    String callId = data.text("callId", LONGEST_ID);
    String runId = data.text("runId", LONGEST_ID);
    ReportedResult result = ReportedResult.read(data);
    frame.check();
    Report report =
        new Report(runId, callId, result.result(), result.error(), "device", session.deviceId());
    return reports
        .send(session.device(), report)
        .doOnNext(answer -> reported(callId, answer))
        .onErrorMap(failure -> about(callId, failure))
        .then();
  }

  private static void reported(String callId, Answer answer) {
    switch (answer) {
      case Answer.Accepted _ -> {}
      case Answer.Late _ -> {} // it is durable, and will be applied
      case Answer.Rejected rejected -> throw refusal(rejected.code(), rejected.reason(), callId);
    }
  }

  private static Throwable about(String callId, Throwable failure) {
    if (failure instanceof FrameException) {
      return failure;
    }
    Problem problem = Problems.of(failure);
    return new FrameException(problem.code().name(), problem.detail(), callId);
  }

  private static FrameException refusal(String code, String reason, @Nullable String callId) {
    return new FrameException(Problems.refused(code, reason).code().name(), reason, callId);
  }
}
