package io.signalbox.edge.hsafa;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.views.DeviceReads;
import io.signalbox.edge.views.DeviceReads.Filter;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.Keyset.Place;
import io.signalbox.kit.json.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Shows devices.
@RestController
@RequestMapping("/api/devices")
final class DevicesController {
  private final DeviceReads devices;

  DevicesController(DeviceReads devices) {
    this.devices = devices;
  }

  @GetMapping
  Mono<Map<String, Object>> list(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, ServerWebExchange exchange) {
    Fields query = Paging.fields(exchange.getRequest().getQueryParams());
    Filter filter = filter(query);
    Keyset keyset = Paging.keyset(query);
    query.check();
    return devices
        .devices(principal.tenant(), filter, keyset)
        .collectList()
        .map(
            read -> Paging.page("devices", read, keyset, DevicesController::place, DeviceJson::of));
  }

  private static Filter filter(Fields query) {
    String connected = query.optionalOneOf("connected", List.of("true", "false"));
    String capability =
        query.optionalText("capability", AgentConfig::isToolName, AgentConfig.TOOL_NAMES);
    return new Filter(connected == null ? null : Boolean.valueOf(connected), capability);
  }

  private static Place place(DeviceReads.Device device) {
    return new Place(device.createdAt(), device.deviceId());
  }

  @GetMapping("/{id}")
  Mono<Map<String, DeviceJson>> get(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, @PathVariable String id) {
    UUID deviceId = PathIds.of("a device", id);
    return devices
        .device(principal.tenant(), deviceId)
        .switchIfEmpty(Mono.error(() -> PathIds.none("a device", deviceId)))
        .map(device -> Map.of("device", DeviceJson.of(device)));
  }

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
          device.connected(),
          device.sessionId(),
          device.createdAt(),
          device.lastSeenAt());
    }
  }
}
