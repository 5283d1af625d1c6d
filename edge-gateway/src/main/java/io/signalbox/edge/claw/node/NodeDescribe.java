package io.signalbox.edge.claw.node;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.claw.Needs;
import io.signalbox.edge.claw.Params;
import io.signalbox.edge.claw.Scope;
import io.signalbox.edge.views.DeviceReads;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/// `node.describe`: one device.
@Component
final class NodeDescribe implements Method {
  private final DeviceReads devices;
  private final Clock clock;

  NodeDescribe(DeviceReads devices, Clock clock) {
    this.devices = devices;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "node.describe";
  }

  @Override
  public Needs needs() {
    return Needs.scope(Scope.READ);
  }

  @Override
  public Flux<ObjectNode> call(Caller caller, Params params) {
    String nodeId = params.only(NodeIds.FIELD).read(NodeIds::read);
    return NodeIds.parse(nodeId)
        .map(id -> devices.device(caller.principal().tenant(), id))
        .orElse(Mono.empty())
        .switchIfEmpty(Mono.error(() -> MethodException.invalid("unknown node: " + nodeId)))
        .map(NodeJson::of)
        .map(node -> node.put("ts", clock.millis()))
        .flux();
  }
}
