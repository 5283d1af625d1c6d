package io.signalbox.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A device on its socket.
final class DeviceClient extends SocketClient {
  DeviceClient(int port) {
    super(port, "/devices/connect");
  }

  void sendBinary(String frame) {
    sendBinary(frame.getBytes(UTF_8));
  }

  void register(String key) {
    send(
        "{\"type\":\"device.register\",\"data\":{\"deviceKey\":\"%s\",\"capabilities\":{\"tools\":[\"lookup\"]}}}"
            .formatted(key));
  }

  /// Registers as a device that keeps its calls.
  ///
  /// @param calls the ids of those that it holds
  void registerWith(String key, String... calls) {
    String held = calls.length == 0 ? "" : "\"" + String.join("\",\"", calls) + "\"";
    send(
        "{\"type\":\"device.register\",\"data\":{\"deviceKey\":\"%s\",\"calls\":[%s],\"capabilities\":{\"tools\":[\"lookup\"]}}}"
            .formatted(key, held));
  }

  int closeCode() {
    return closed().code();
  }
}
