package io.signalbox.registry.device;

/// A wish addressed to one device.
public sealed interface DeviceCommand {

  /// A device opened a socket and introduced itself.
  record Connect(String tenantId, Said said, Session session) implements DeviceCommand {}

  /// A device is to exist, connected or not, and to be as is said.
  record Register(String tenantId, Said said) implements DeviceCommand {}

  /// The socket of a session is gone.
  ///
  /// @param reason closed, edge_stopped ...
  record Disconnect(String tenantId, String sessionId, String reason) implements DeviceCommand {}

  /// A session was silent for too long.
  record TimeOut(String tenantId, String sessionId) implements DeviceCommand {}
}
