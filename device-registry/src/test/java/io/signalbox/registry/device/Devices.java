package io.signalbox.registry.device;

import java.util.List;

/// Devices as the tests know them.
public final class Devices {
  public static final String TENANT = "acme";
  public static final Profile LATHE =
      new Profile("lathe-1", "Lathe", "{\"tools\":[\"turn\"]}", List.of("turn"));
  public static final Profile BETTER_LATHE =
      new Profile("lathe-1", "Lathe", "{\"tools\":[\"turn\",\"mill\"]}", List.of("turn", "mill"));

  private Devices() {}

  public static Session session(String id) {
    return new Session(id, "edge-1", "127.0.0.1", null);
  }

  public static DeviceCommand connect(Profile profile, String session) {
    return new DeviceCommand.Connect(TENANT, profile, session(session));
  }

  public static DeviceCommand disconnect(String session) {
    return new DeviceCommand.Disconnect(TENANT, session, "closed");
  }

  public static DeviceCommand timeOut(String session) {
    return new DeviceCommand.TimeOut(TENANT, session);
  }
}
