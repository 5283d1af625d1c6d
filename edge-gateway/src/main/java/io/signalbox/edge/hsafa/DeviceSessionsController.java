package io.signalbox.edge.hsafa;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.views.DeviceReads;
import io.signalbox.edge.views.DeviceReads.DeviceSession;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.Keyset.Place;
import java.time.Instant;
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

/// When a device was connected, and from where.
@RestController
@RequestMapping("/api/devices/{id}/sessions")
final class DeviceSessionsController {
  private final DeviceReads devices;

  DeviceSessionsController(DeviceReads devices) {
    this.devices = devices;
  }

  @GetMapping
  Mono<Map<String, Object>> list(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      ServerWebExchange exchange) {
    UUID deviceId = PathIds.of("a device", id);
    Fields query = Paging.fields(exchange.getRequest().getQueryParams());
    Keyset keyset = Paging.keyset(query);
    query.check();
    return devices
        .device(principal.tenant(), deviceId)
        .switchIfEmpty(Mono.error(() -> PathIds.none("a device", deviceId)))
        .flatMapMany(_ -> devices.sessions(principal.tenant(), deviceId, keyset))
        .collectList()
        .map(read ->
            Paging.page(
                "sessions", read, keyset, DeviceSessionsController::place, SessionJson::of));
  }

  private static Place place(DeviceSession session) {
    return new Place(session.connectedAt(), session.place());
  }

  /// A session of a device as this dialect shows it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SessionJson(
      String sessionId,
      Instant connectedAt,
      @Nullable Instant disconnectedAt,
      @Nullable String reason,
      @Nullable String remoteAddress,
      @Nullable String userAgent) {

    static SessionJson of(DeviceSession session) {
      return new SessionJson(
          session.sessionId(),
          session.connectedAt(),
          session.disconnectedAt(),
          session.reason(),
          session.remoteAddress(),
          session.userAgent());
    }
  }
}
