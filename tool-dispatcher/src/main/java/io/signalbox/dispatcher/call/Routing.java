package io.signalbox.dispatcher.call;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Which device gets a call.
public final class Routing {
  private Routing() {}

  /// A connected device of the call's tenant that declares the tool: the one with the least load,
  /// among equals the one with the smallest id.
  ///
  /// @param load how many unsettled calls a device holds
  public static Optional<KnownDevice> choose(
      Request request, Collection<KnownDevice> devices, ToIntFunction<KnownDevice> load) {
    return devices.stream()
        .filter(device -> device.sessionId() != null)
        .filter(device -> device.tenantId().equals(request.tenantId()))
        .filter(device -> device.tools().contains(request.toolName()))
        .min(Comparator.comparingInt(load).thenComparing(KnownDevice::deviceId));
  }
}
