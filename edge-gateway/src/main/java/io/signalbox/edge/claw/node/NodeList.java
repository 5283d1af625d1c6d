package io.signalbox.edge.claw.node;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.Needs;
import io.signalbox.edge.claw.Params;
import io.signalbox.edge.claw.Scope;
import io.signalbox.edge.json.Booleans;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.views.DeviceReads;
import io.signalbox.edge.views.DeviceReads.Device;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `node.list`, also known as `nodes`: the devices of the tenant, a page at a time.
///
/// A page ends at its limit, and before it grows so large that it could not be sent.
record NodeList(String name, DeviceReads devices, Clock clock) implements Method {
  static final int LARGEST_PAGE = 128 * 1024;

  private static final long DEFAULT = 200;
  private static final long MOST = 500;
  private static final int LONGEST_KEY = 256;

  private record Request(int limit, String after, boolean connectedOnly) {}

  @Override
  public Needs needs() {
    return Needs.scope(Scope.READ);
  }

  @Override
  public Flux<ObjectNode> call(Caller caller, Params params) {
    Request request = params.only("limit", "after", "connected").read(NodeList::request);
    return devices
        .devices(
            caller.principal().tenant(),
            request.after(),
            request.connectedOnly(),
            request.limit() + 1)
        .collectList()
        .map(found -> page(found, request.limit()))
        .map(page -> page.put("ts", clock.millis()))
        .flux();
  }

  private static Request request(Fields fields) {
    Long limit = fields.optionalNumber("limit", 1, MOST);
    String after = fields.optionalText("after", LONGEST_KEY);
    @Nullable Boolean connected = Booleans.optional(fields, "connected");
    return new Request(
        (int) (long) Objects.requireNonNullElse(limit, DEFAULT),
        Objects.requireNonNullElse(after, ""),
        Boolean.TRUE.equals(connected));
  }

  /// @param found at most one more than the limit
  static ObjectNode page(List<Device> found, int limit) {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    int shown = 0;
    long size = 0;
    for (Device device : found) {
      size += device.capabilities().length();
      if (shown == limit || (shown > 0 && size > LARGEST_PAGE)) {
        break;
      }
      nodes.add(NodeJson.of(device));
      shown++;
    }
    ObjectNode page = JsonMapper.shared().createObjectNode();
    page.set("nodes", nodes);
    if (shown < found.size()) {
      page.put("next", found.get(shown - 1).deviceKey());
    }
    return page;
  }
}
