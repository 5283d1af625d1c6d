package io.signalbox.dispatcher.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device, as far as routing needs to know it.
///
/// @param tools the names of the tools that it declares
/// @param sessionId the open session; null = not connected
/// @param seq the event of the device that this stands at
public record KnownDevice(
    String tenantId, String deviceId, List<String> tools, @Nullable String sessionId, long seq) {
  public KnownDevice {
    tools = List.copyOf(tools);
  }
}
