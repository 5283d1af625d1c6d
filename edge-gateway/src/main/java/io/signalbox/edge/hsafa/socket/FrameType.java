package io.signalbox.edge.hsafa.socket;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of frames. Their names are part of the wire contract.
enum FrameType {
  DEVICE_REGISTER("device.register", true),
  TOOL_RESULT("tool.result", true),
  TOOL_PROGRESS("tool.progress", true),
  TOOL_CANCELED("tool.canceled", true),
  DEVICE_EVENT("device.event", true),
  PING("ping", true),
  DEVICE_REGISTERED("device.registered", false),
  TOOL_CALL_REQUEST("tool.call.request", false),
  TOOL_CALL_CANCEL("tool.call.cancel", false),
  TOOL_RESULT_ACK("tool.result.ack", false),
  DEVICE_EVENT_ACK("device.event.ack", false),
  DEVICE_EVENT_RANGE("device.event.range", false),
  PONG("pong", false),
  ERROR("error", false);

  private final String wireName;
  private final boolean fromDevice;

  FrameType(String wireName, boolean fromDevice) {
    this.wireName = wireName;
    this.fromDevice = fromDevice;
  }

  /// As it stands in a frame.
  String wireName() {
    return wireName;
  }

  /// Whether devices send it; the others are sent to them.
  boolean isFromDevice() {
    return fromDevice;
  }

  /// The kind of a frame that a device sends; empty when there is none of that name.
  static Optional<FrameType> fromDevice(String wireName) {
    return Arrays.stream(values())
        .filter(each -> each.fromDevice && each.wireName.equals(wireName))
        .findFirst();
  }
}
