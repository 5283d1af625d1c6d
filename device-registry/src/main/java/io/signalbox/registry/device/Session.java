package io.signalbox.registry.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One socket of a device, from its introduction to its end.
///
/// @param sessionId unique
/// @param edgeId the edge instance that holds the socket
/// @param heldCalls ids of the calls that the device came with; null = it does not keep them
/// @param remoteAddress address of the peer
/// @param userAgent as the peer sent it
public record Session(
    String sessionId,
    String edgeId,
    @Nullable String remoteAddress,
    @Nullable String userAgent,
    @Nullable List<String> heldCalls) {
  public Session {
    heldCalls = heldCalls == null ? null : List.copyOf(heldCalls);
  }
}
