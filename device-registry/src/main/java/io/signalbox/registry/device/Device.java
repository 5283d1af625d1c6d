package io.signalbox.registry.device;

/// One device. Its id is made from tenant and device key, so a device that comes back is the same.
///
/// ```text
/// Unregistered → Disconnected ⇄ Connected
/// ```
public sealed interface Device {

  /// Nobody has introduced this device yet.
  record Unregistered() implements Device {}

  /// Known, without a session.
  record Disconnected(String tenantId, Profile profile) implements Device {}

  /// Known, with one session: a later one takes the place of an earlier.
  record Connected(String tenantId, Profile profile, Session session) implements Device {}

  /// The state after an event.
  ///
  /// @throws IllegalStateException when the event cannot follow this state: the log is corrupt
  static Device evolve(Device device, DeviceEvent event) {
    return switch (event) {
      case DeviceEvent.Registered e -> registered(device, e);
      case DeviceEvent.Declared e -> declared(device, e);
      case DeviceEvent.Connected e -> connected(device, e);
      case DeviceEvent.Disconnected e -> disconnected(device, e);
    };
  }

  private static Device registered(Device device, DeviceEvent.Registered event) {
    return switch (device) {
      case Unregistered _ -> new Disconnected(event.tenantId(), event.profile());
      case Disconnected _, Connected _ -> throw corrupt(device, event);
    };
  }

  private static Device declared(Device device, DeviceEvent.Declared event) {
    return switch (device) {
      case Disconnected d -> new Disconnected(d.tenantId(), event.profile());
      case Connected c -> new Connected(c.tenantId(), event.profile(), c.session());
      case Unregistered _ -> throw corrupt(device, event);
    };
  }

  private static Device connected(Device device, DeviceEvent.Connected event) {
    return switch (device) {
      case Disconnected d -> new Connected(d.tenantId(), d.profile(), event.session());
      case Unregistered _, Connected _ -> throw corrupt(device, event);
    };
  }

  private static Device disconnected(Device device, DeviceEvent.Disconnected event) {
    return switch (device) {
      case Connected c when c.session().sessionId().equals(event.sessionId()) ->
          new Disconnected(c.tenantId(), c.profile());
      case Unregistered _, Disconnected _, Connected _ -> throw corrupt(device, event);
    };
  }

  private static IllegalStateException corrupt(Device device, DeviceEvent event) {
    return new IllegalStateException(
        "Expected no %s after %s: the log of this device is corrupt"
            .formatted(event, device.getClass().getSimpleName()));
  }
}
