package io.signalbox.registry.device;

/// A fact about one device.
public sealed interface DeviceEvent {

  /// The device exists from here on.
  record Registered(String tenantId, Profile profile) implements DeviceEvent {}

  /// The device has another name, other capabilities or other labels.
  record Declared(Profile profile) implements DeviceEvent {}

  /// A session began.
  record Connected(Session session) implements DeviceEvent {}

  /// A session ended.
  ///
  /// @param reason closed, edge_stopped ..., [DeviceDecider#SUPERSEDED] or
  ///   [DeviceDecider#UNRESPONSIVE]
  record Disconnected(String sessionId, String reason) implements DeviceEvent {}
}
