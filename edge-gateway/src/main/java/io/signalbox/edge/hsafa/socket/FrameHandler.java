package io.signalbox.edge.hsafa.socket;

import io.signalbox.edge.devices.DeviceHello;
import io.signalbox.edge.devices.DeviceSession;
import io.signalbox.edge.devices.DeviceSessions;
import io.signalbox.edge.devices.DeviceSessions.Opening;
import io.signalbox.edge.devices.Labels;
import io.signalbox.edge.hsafa.problem.Problems;
import io.signalbox.edge.hsafa.socket.FrameException.Code;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.json.JsonInput;
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
  static final int LONGEST_ID = 128;
  private static final int MOST_HELD = 1_000;
  private static final int LONGEST_NAME = 256;

  private final DeviceSessions sessions;
  private final CallFrames calls;

  FrameHandler(DeviceSessions sessions, CallFrames calls) {
    this.sessions = sessions;
    this.calls = calls;
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
      case TOOL_RESULT -> calls.result(connection, fields);
      case TOOL_PROGRESS -> calls.progress(connection, fields);
      case TOOL_CANCELED -> calls.canceled(connection, fields);
      case PING -> {
        connection.send(Frames.PONG);
        yield Mono.empty();
      }
      case DEVICE_REGISTERED, TOOL_CALL_REQUEST, TOOL_CALL_CANCEL, TOOL_RESULT_ACK, PONG, ERROR ->
          throw unknown(type);
    };
  }

  private static FrameType kind(String type) {
    return FrameType.fromDevice(type).orElseThrow(() -> unknown(type));
  }

  private static FrameException unknown(String type) {
    return new FrameException(
        Code.UNKNOWN_TYPE,
        "Expected type to be device.register, tool.result, tool.progress, tool.canceled or ping,"
            + " but it is "
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
        Labels.read(data));
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

  private static void opened(DeviceConnection connection, Opening opening) {
    switch (opening) {
      case Opening.Opened opened -> connection.begin(opened.session());
      case Opening.Refused refused ->
          throw FrameException.refusal(refused.code(), refused.reason(), null);
      case Opening.Late _ ->
          throw new FrameException(
              "UNAVAILABLE", "The device registry does not answer at the moment; try again", null);
    }
  }
}
