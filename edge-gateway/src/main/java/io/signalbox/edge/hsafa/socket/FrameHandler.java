package io.signalbox.edge.hsafa.socket;

import io.signalbox.edge.devices.DeviceEvent;
import io.signalbox.edge.devices.DeviceEvents;
import io.signalbox.edge.devices.DeviceHello;
import io.signalbox.edge.devices.DeviceSession;
import io.signalbox.edge.devices.DeviceSessions;
import io.signalbox.edge.devices.DeviceSessions.Opening;
import io.signalbox.edge.devices.Labels;
import io.signalbox.edge.hsafa.problem.Problems;
import io.signalbox.edge.hsafa.socket.FrameException.Code;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.json.InvalidInputException;
import io.signalbox.edge.json.JsonInput;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// What the frames of a device mean. A frame that cannot be taken is answered with an error frame.
@Component
final class FrameHandler {
  private static final Logger LOGGER = LoggerFactory.getLogger(FrameHandler.class);
  static final int LONGEST_ID = 128;
  private static final int MOST_HELD = 1_000;
  private static final int LONGEST_NAME = 256;

  private final DeviceSessions sessions;
  private final CallFrames calls;
  private final DeviceEvents events;

  FrameHandler(DeviceSessions sessions, CallFrames calls, DeviceEvents events) {
    this.sessions = sessions;
    this.calls = calls;
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
      case TOOL_RESULT -> aboutCall(connection, fields, calls::result);
      case TOOL_PROGRESS -> aboutCall(connection, fields, calls::progress);
      case TOOL_CANCELED -> aboutCall(connection, fields, calls::canceled);
      case DEVICE_EVENT -> event(connection, fields);
      case PING -> {
        connection.send(Frames.PONG);
        yield Mono.empty();
      }
      case DEVICE_REGISTERED,
          TOOL_CALL_REQUEST,
          TOOL_CALL_CANCEL,
          TOOL_RESULT_ACK,
          DEVICE_EVENT_ACK,
          DEVICE_EVENT_RANGE,
          PONG,
          ERROR ->
          throw unknown(type);
    };
  }

  /// What is wrong with a frame about a call is told with the id of the call, as far as it has one.
  private static Mono<Void> aboutCall(
      DeviceConnection connection,
      Fields frame,
      BiFunction<DeviceConnection, Fields, Mono<Void>> handling) {
    return Mono.defer(() -> handling.apply(connection, frame))
        .onErrorResume(
            InvalidInputException.class,
            failure -> {
              JsonNode callId = frame.node().at("/data/callId");
              connection.send(
                  Frames.error(failure, callId.isString() ? callId.stringValue() : null));
              return Mono.empty();
            });
  }

  private static FrameType kind(String type) {
    return FrameType.fromDevice(type).orElseThrow(() -> unknown(type));
  }

  private static FrameException unknown(String type) {
    return new FrameException(
        Code.UNKNOWN_TYPE,
        "Expected type to be device.register, tool.result, tool.progress, tool.canceled,"
            + " device.event or ping, but it is "
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
        heldCalls(data),
        peer.address(),
        peer.userAgent(),
        Labels.read(data),
        data.optionalNumber("lastEventSeq", 0, Long.MAX_VALUE));
  }

  private static @Nullable List<String> heldCalls(Fields data) {
    if (!data.has("calls")) {
      return null;
    }
    List<String> calls = data.texts("calls", LONGEST_ID);
    if (calls.size() > MOST_HELD) {
      data.reject("calls", "at most %d ids".formatted(MOST_HELD));
    }
    return calls;
  }

  private void opened(DeviceConnection connection, Opening opening) {
    switch (opening) {
      case Opening.Opened opened -> {
        connection.begin(opened.session());
        events.announce(opened.session());
      }
      case Opening.Refused refused ->
          throw FrameException.refusal(refused.code(), refused.reason(), null);
      case Opening.Late _ ->
          throw new FrameException(
              "UNAVAILABLE", "The device registry does not answer at the moment; try again", null);
    }
  }

  /// Answered by the registry, which may have to ask for others first.
  private Mono<Void> event(DeviceConnection connection, Fields frame) {
    DeviceSession session = CallFrames.registered(connection, FrameType.DEVICE_EVENT);
    DeviceEvent event = DeviceEvent.read(frame.object("data"));
    frame.check();
    return events.tell(session, event);
  }
}
