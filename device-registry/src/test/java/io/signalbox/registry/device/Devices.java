package io.signalbox.registry.device;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Devices as the tests know them.
public final class Devices {
  public static final String TENANT = "acme";
  public static final Profile LATHE =
      new Profile("lathe-1", "Lathe", "{\"tools\":[\"turn\"]}", List.of("turn"), new TreeMap<>());
  public static final Profile BETTER_LATHE =
      new Profile(
          "lathe-1",
          "Lathe",
          "{\"tools\":[\"turn\",\"mill\"]}",
          List.of("turn", "mill"),
          new TreeMap<>());

  private Devices() {}

  public static Session session(String id) {
    return new Session(id, "edge-1", "127.0.0.1", null, null);
  }

  public static DeviceCommand connect(Profile profile, String session) {
    return connect(said(profile, null), session);
  }

  public static DeviceCommand connect(Said said, String session) {
    return new DeviceCommand.Connect(TENANT, said, session(session));
  }

  public static DeviceCommand register(Said said) {
    return new DeviceCommand.Register(TENANT, said);
  }

  /// What a device of this profile says.
  public static Said said(Profile profile, @Nullable Map<String, String> labels) {
    return new Said(
        profile.deviceKey(),
        profile.displayName(),
        new Said.Abilities(profile.capabilities(), profile.tools()),
        labels == null ? null : new TreeMap<>(labels));
  }

  public static Profile labelled(Profile profile, Map<String, String> labels) {
    return new Profile(
        profile.deviceKey(),
        profile.displayName(),
        profile.capabilities(),
        profile.tools(),
        new TreeMap<>(labels));
  }

  public static DeviceCommand disconnect(String session) {
    return new DeviceCommand.Disconnect(TENANT, session, "closed");
  }

  public static DeviceCommand timeOut(String session) {
    return new DeviceCommand.TimeOut(TENANT, session);
  }
}
