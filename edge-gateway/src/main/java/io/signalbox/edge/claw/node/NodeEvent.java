package io.signalbox.edge.claw.node;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.claw.Needs;
import io.signalbox.edge.claw.Params;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `node.event`: a node says what happens at its place. None of it means anything here yet, and a
/// node must not believe that it does: each is refused, those that are known as not supported.
@Component
final class NodeEvent implements Method {
  private static final int LONGEST_NAME = 128;
  private static final Set<String> KNOWN =
      Set.of(
          "voice.transcript",
          "agent.request",
          "chat.subscribe",
          "chat.unsubscribe",
          "exec.started",
          "exec.finished",
          "exec.denied");

  @Override
  public String name() {
    return "node.event";
  }

  @Override
  public Needs needs() {
    return Needs.nodeOnly();
  }

  @Override
  public Flux<ObjectNode> call(Caller caller, Params params) {
    String event =
        params
            .only("event", "payload", "payloadJSON")
            .read(fields -> fields.text("event", LONGEST_NAME));
    String reason = KNOWN.contains(event) ? "event not supported" : "unknown event";
    throw MethodException.invalid("%s: %s".formatted(reason, event))
        .details(JsonMapper.shared().createObjectNode().put("event", event).put("reason", reason));
  }
}
