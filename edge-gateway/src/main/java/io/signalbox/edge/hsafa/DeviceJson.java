package io.signalbox.edge.hsafa;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.signalbox.edge.views.DeviceReads;
import io.signalbox.kit.json.WireJson;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A device as this dialect shows it.
///
/// @param id the same as `deviceId`
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeviceJson(
    UUID id,
    UUID deviceId,
    String deviceKey,
    @Nullable String displayName,
    JsonNode capabilities,
    JsonNode labels,
    boolean connected,
    @Nullable String sessionId,
    Instant createdAt,
    @Nullable Instant lastSeenAt) {

  static DeviceJson of(DeviceReads.Device device) {
    return new DeviceJson(
        device.deviceId(),
        device.deviceId(),
        device.deviceKey(),
        device.displayName(),
        WireJson.json(device.capabilities()),
        WireJson.json(device.labels()),
        device.connected(),
        device.sessionId(),
        device.createdAt(),
        device.lastSeenAt());
  }
}
