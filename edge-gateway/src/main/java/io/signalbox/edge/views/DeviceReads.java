package io.signalbox.edge.views;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Devices, as published.
public interface DeviceReads {

  /// All devices of a tenant, by key.
  Flux<Device> devices(String tenant);

  /// Devices of a tenant, by key.
  ///
  /// @param after key to go on behind; empty = from the first
  /// @param connectedOnly leaves out those that are not connected
  Flux<Device> devices(String tenant, String after, boolean connectedOnly, int atMost);

  /// One device; empty when the tenant has none with this id.
  Mono<Device> device(String tenant, UUID deviceId);

  /// A device.
  ///
  /// @param capabilities what it declares, a JSON object
  /// @param sessionId the open session; null when it is not connected
  /// @param connectedAt when that session began
  /// @param remoteAddress where it comes from
  /// @param seq the event of the device that this stands at
  record Device(
      UUID deviceId,
      String deviceKey,
      @Nullable String displayName,
      String capabilities,
      boolean connected,
      @Nullable String sessionId,
      Instant createdAt,
      @Nullable Instant lastSeenAt,
      @Nullable Instant connectedAt,
      @Nullable String remoteAddress,
      long seq) {}
}
