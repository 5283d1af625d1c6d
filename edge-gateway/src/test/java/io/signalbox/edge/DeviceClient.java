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

  int closeCode() {
    return closed().code();
  }
}
