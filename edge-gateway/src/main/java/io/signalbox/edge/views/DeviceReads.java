package io.signalbox.edge.views;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Devices, as published.
public interface DeviceReads {

  /// Devices of a tenant, newest first.
  Flux<Device> devices(String tenant, Filter filter, Keyset keyset);

  /// Which devices are wanted; null = whatever it is.
  ///
  /// @param capability a tool that they declare
  /// @param labels that they have, all of them
  record Filter(@Nullable Boolean connected, @Nullable String capability, List<Label> labels) {
    public Filter {
      labels = List.copyOf(labels);
    }
  }

  /// A label of a device.
  record Label(String key, String value) {}

  /// Devices of a tenant, by key.
  ///
  /// @param after key to go on behind; empty = from the first
  /// @param connectedOnly leaves out those that are not connected
  Flux<Device> devices(String tenant, String after, boolean connectedOnly, int atMost);

  /// One device; empty when the tenant has none with this id.
  Mono<Device> device(String tenant, UUID deviceId);

  /// Sessions of a device, newest first.
  Flux<DeviceSession> sessions(String tenant, UUID deviceId, Keyset keyset);

  /// One connection of a device, from its introduction to its end.
  ///
  /// @param disconnectedAt null = it is open
  /// @param reason why it ended: `closed`, `superseded`, `unresponsive`, `edge_stopped` ...
  /// @param place where it stands in the list, among those that began at the same time
  record DeviceSession(
      String sessionId,
      Instant connectedAt,
      @Nullable Instant disconnectedAt,
      @Nullable String reason,
      @Nullable String remoteAddress,
      @Nullable String userAgent,
      UUID place) {}

  /// A device.
  ///
  /// @param capabilities what it declares, a JSON object
  /// @param labels a JSON object of strings
  /// @param sessionId the open session; null when it is not connected
  /// @param connectedAt when that session began
  /// @param remoteAddress where it comes from
  /// @param seq the event of the device that this stands at
  record Device(
      UUID deviceId,
      String deviceKey,
      @Nullable String displayName,
      String capabilities,
      String labels,
      boolean connected,
      @Nullable String sessionId,
      Instant createdAt,
      @Nullable Instant lastSeenAt,
      @Nullable Instant connectedAt,
      @Nullable String remoteAddress,
      long seq) {}
}
