package io.signalbox.registry.device;

import static io.signalbox.domain.Decision.accept;
import static io.signalbox.domain.Decision.reject;
import static io.signalbox.domain.Rejection.NOT_FOUND;

import io.signalbox.domain.Decision;
import java.util.ArrayList;
import java.util.List;

/// What a device makes of a command.
public final class DeviceDecider {
  /// Why a session ends when the device opens another.
  public static final String SUPERSEDED = "superseded";

  /// Why a session ends that was silent for too long.
  public static final String UNRESPONSIVE = "unresponsive";

  private DeviceDecider() {}

  /// Pure.
  public static Decision<DeviceEvent> decide(Device device, DeviceCommand command) {
    return switch (command) {
      case DeviceCommand.Connect c -> connect(device, c);
      case DeviceCommand.Register c -> register(device, c);
      case DeviceCommand.Disconnect c -> end(device, c.tenantId(), c.sessionId(), c.reason());
      case DeviceCommand.TimeOut c -> end(device, c.tenantId(), c.sessionId(), UNRESPONSIVE);
    };
  }

  private static Decision<DeviceEvent> connect(Device device, DeviceCommand.Connect command) {
    DeviceEvent connected = new DeviceEvent.Connected(command.session());
    return switch (device) {
      case Device.Unregistered _ ->
          accept(registered(command.tenantId(), command.said()), connected);
      case Device.Disconnected d when isOf(d.tenantId(), command.tenantId()) -> {
        List<DeviceEvent> events = declared(d.profile(), command.said());
        events.add(connected);
        yield accept(events);
      }
      case Device.Connected c when isOf(c.tenantId(), command.tenantId()) -> supersede(c, command);
      case Device.Disconnected _, Device.Connected _ -> notFound();
    };
  }

  private static Decision<DeviceEvent> supersede(
      Device.Connected device, DeviceCommand.Connect command) {
    String open = device.session().sessionId();
    if (open.equals(command.session().sessionId())) {
      return accept();
    }
    List<DeviceEvent> events = declared(device.profile(), command.said());
    events.add(new DeviceEvent.Disconnected(open, SUPERSEDED));
    events.add(new DeviceEvent.Connected(command.session()));
    return accept(events);
  }

  private static DeviceEvent registered(String tenantId, Said said) {
    return new DeviceEvent.Registered(tenantId, Profile.of(said));
  }

  private static List<DeviceEvent> declared(Profile known, Said said) {
    List<DeviceEvent> events = new ArrayList<>();
    Profile now = known.with(said);
    if (!now.equals(known)) {
      events.add(new DeviceEvent.Declared(now));
    }
    return events;
  }

  private static Decision<DeviceEvent> register(Device device, DeviceCommand.Register command) {
    return switch (device) {
      case Device.Unregistered _ -> accept(registered(command.tenantId(), command.said()));
      case Device.Disconnected d when isOf(d.tenantId(), command.tenantId()) ->
          accept(declared(d.profile(), command.said()));
      case Device.Connected c when isOf(c.tenantId(), command.tenantId()) ->
          accept(declared(c.profile(), command.said()));
      case Device.Disconnected _, Device.Connected _ -> notFound();
    };
  }

  /// A session that is not the open one has ended already: its edge may only be late to tell.
  private static Decision<DeviceEvent> end(
      Device device, String tenantId, String sessionId, String reason) {
    return switch (device) {
      case Device.Connected c when isOf(c.tenantId(), tenantId) ->
          c.session().sessionId().equals(sessionId)
              ? accept(new DeviceEvent.Disconnected(sessionId, reason))
              : accept();
      case Device.Disconnected d when isOf(d.tenantId(), tenantId) -> accept();
      case Device.Unregistered _, Device.Disconnected _, Device.Connected _ -> notFound();
    };
  }

  private static boolean isOf(String owner, String tenantId) {
    return owner.equals(tenantId);
  }

  private static Decision<DeviceEvent> notFound() {
    return reject(NOT_FOUND, "Expected a device of this tenant, but there is none with this id");
  }
}
