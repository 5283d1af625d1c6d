package io.signalbox.edge.hsafa;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.views.DeviceReads;
import io.signalbox.edge.views.DeviceReportReads;
import io.signalbox.edge.views.DeviceReportReads.Reported;
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

/// What a device told of its place.
@RestController
@RequestMapping("/api/devices/{id}/events")
final class DeviceEventsController {
  private final DeviceReads devices;
  private final DeviceReportReads reports;

  DeviceEventsController(DeviceReads devices, DeviceReportReads reports) {
    this.devices = devices;
    this.reports = reports;
  }

  @GetMapping
  Mono<Map<String, List<DeviceEventJson>>> list(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @PathVariable String id,
      ServerWebExchange exchange) {
    UUID deviceId = PathIds.of("a device", id);
    Fields query = Paging.fields(exchange.getRequest().getQueryParams());
    String since =
        query.optionalText("since", DeviceEventsController::isSeq, "the seq of an event, or 0");
    int limit = Paging.limit(query);
    query.check();
    return devices
        .device(principal.tenant(), deviceId)
        .switchIfEmpty(Mono.error(() -> PathIds.none("a device", deviceId)))
        .flatMapMany(_ ->
            reports.reports(
                principal.tenant(), deviceId, since == null ? 0 : Long.parseLong(since), limit))
        .map(DeviceEventJson::of)
        .collectList()
        .map(events -> Map.of("events", events));
  }

  private static boolean isSeq(String text) {
    return text.matches("[0-9]{1,18}");
  }

  /// A fact as this dialect shows it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeviceEventJson(
      long seq, @Nullable Long deviceSeq, String type, JsonNode data, Instant occurredAt) {

    static DeviceEventJson of(Reported reported) {
      return new DeviceEventJson(
          reported.seq(),
          reported.deviceSeq(),
          reported.type(),
          WireJson.json(reported.data()),
          reported.occurredAt());
    }
  }
}
