package io.signalbox.edge.devices;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a device introduces itself.
///
/// @param deviceKey names the device within its tenant
/// @param capabilities what it declares, a JSON object
/// @param tools names of the tools in the capabilities
/// @param heldCalls ids of the calls that it holds; null = it does not keep its calls
/// @param remoteAddress address of the peer
/// @param labels that the device gives itself; null = as they are
/// @param lastEventSeq number of the last event that happened at its place; null = it does not say
public record DeviceHello(
    String deviceKey,
    @Nullable String displayName,
    String capabilities,
    List<String> tools,
    @Nullable List<String> heldCalls,
    @Nullable String remoteAddress,
    @Nullable String userAgent,
    @Nullable Map<String, String> labels,
    @Nullable Long lastEventSeq) {
  public DeviceHello {
    tools = List.copyOf(tools);
    heldCalls = heldCalls == null ? null : List.copyOf(heldCalls);
    labels = labels == null ? null : Map.copyOf(labels);
  }
}
