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

  /// One device; empty when the tenant has none with this id.
  Mono<Device> device(String tenant, UUID deviceId);

  /// A device.
  ///
  /// @param capabilities what it declares, a JSON object
  /// @param sessionId the open session; null when it is not connected
  record Device(
      UUID deviceId,
      String deviceKey,
      @Nullable String displayName,
      String capabilities,
      boolean connected,
      @Nullable String sessionId,
      Instant createdAt,
      @Nullable Instant lastSeenAt) {}
}
