package io.signalbox.edge.hsafa;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.signalbox.edge.commands.CommandGate.Target;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.devices.Labels;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.views.DeviceReads;
import io.signalbox.edge.views.DeviceReads.Device;
import io.signalbox.edge.views.DeviceReads.Filter;
import io.signalbox.edge.views.DeviceReads.Label;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.Keyset.Place;
import io.signalbox.kit.Ids;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.topic.Topics;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Registers and shows devices.
@RestController
@RequestMapping("/api/devices")
final class DevicesController {
  private static final String LABEL = "label";
  private static final int MOST_LABELS = 8;

  private final WritePath writes;
  private final DeviceReads devices;

  DevicesController(WritePath writes, DeviceReads devices) {
    this.writes = writes;
    this.devices = devices;
  }

  /// @param isNew whether the device is registered by this very request
  private record Registered(Device device, boolean isNew) {}

  @PostMapping(consumes = APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, ?>>> register(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal,
      @RequestBody(required = false) Mono<byte[]> body) {
    return Bodies.read(body, DeviceRequest::read).flatMap(request -> register(principal, request));
  }

  private Mono<ResponseEntity<Map<String, ?>>> register(
      Principal principal, DeviceRequest request) {
    UUID deviceId = Ids.device(principal.tenant(), request.deviceKey());
    URI location = URI.create("/api/devices/" + deviceId);
    return writes
        .write(
            Topics.DEVICE_COMMANDS,
            new Target(principal, deviceId.toString()),
            envelope ->
                DeviceCommand.newBuilder().setEnvelope(envelope).setPayload(request.wish()).build(),
            seq -> shown(principal, deviceId, seq))
        .map(written ->
            WriteAnswers.of(
                written, location, Map.of("deviceId", deviceId), done -> answer(location, done)));
  }

  private Mono<Registered> shown(Principal principal, UUID deviceId, long seq) {
    return devices
        .device(principal.tenant(), deviceId)
        .filter(device -> device.seq() >= seq)
        .map(device -> new Registered(device, seq == 1));
  }

  private static ResponseEntity<Map<String, ?>> answer(
      URI location, Written.Done<Registered> done) {
    Device device = done.seen().device();
    Map<String, ?> body = Map.of("deviceId", device.deviceId(), "device", DeviceJson.of(device));
    return done.changed() && done.seen().isNew()
        ? ResponseEntity.created(location).body(body)
        : ResponseEntity.ok().location(location).body(body);
  }

  @GetMapping
  Mono<Map<String, Object>> list(
      @RequestAttribute(Principal.ATTRIBUTE) Principal principal, ServerWebExchange exchange) {
    Fields query = Paging.fields(exchange.getRequest().getQueryParams());
    Filter filter = filter(query, exchange.getRequest().getQueryParams().get(LABEL));
    Keyset keyset = Paging.keyset(query);
    query.check();
    return devices
        .devices(principal.tenant(), filter, keyset)
        .collectList()
        .map(
            read -> Paging.page("devices", read, keyset, DevicesController::place, DeviceJson::of));
  }

  private static Filter filter(Fields query, @Nullable List<String> labels) {
    String connected = query.optionalOneOf("connected", List.of("true", "false"));
    String capability =
        query.optionalText("capability", AgentConfig::isToolName, AgentConfig.TOOL_NAMES);
    return new Filter(
        connected == null ? null : Boolean.valueOf(connected), capability, labels(query, labels));
  }

  private static List<Label> labels(Fields query, @Nullable List<String> given) {
    List<Label> labels = new ArrayList<>();
    for (String each : given == null ? List.<String>of() : given) {
      int colon = each.indexOf(':');
      if (colon < 0 || !Labels.isKey(each.substring(0, colon)) || labels.size() == MOST_LABELS) {
        query.reject(
            LABEL, "key:value, %d times at most, a key of %s".formatted(MOST_LABELS, Labels.KEYS));
        return List.of();
      }
      labels.add(new Label(each.substring(0, colon), each.substring(colon + 1)));
    }
    return labels;
  }

  private static Place place(Device device) {
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
}
