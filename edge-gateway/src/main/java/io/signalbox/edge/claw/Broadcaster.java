package io.signalbox.edge.claw;

import io.signalbox.edge.cluster.EdgeWord;
import io.signalbox.edge.cluster.WordListener;
import io.signalbox.kit.json.WireJson;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tells many connections of this edge the same, in the same order. Each broadcast has the next
/// `seq` of this edge; who is not meant to hear one misses its number.
///
/// What is for the clients of all edges goes through
/// [io.signalbox.edge.cluster.ClusterState#tell].
@Component
public final class Broadcaster implements WordListener {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Connections connections;
  private final StateVersions versions;
  private long seq;

  Broadcaster(Connections connections, StateVersions versions) {
    this.connections = connections;
    this.versions = versions;
  }

  /// Tells all who belong to an audience.
  ///
  /// @param droppable whether a slow connection may miss it
  /// @return to how many it is on its way
  public synchronized int broadcast(
      String event, JsonNode payload, boolean droppable, Audience audience) {
    byte[] frame = frame(event, payload, ++seq);
    return send(EventFrame.encoded(event, frame, droppable), audience::has);
  }

  private byte[] frame(String event, JsonNode payload, long number) {
    ObjectNode frame = MAPPER.createObjectNode();
    frame.put("type", "event");
    frame.put("event", event);
    frame.set("payload", payload);
    frame.put("seq", number);
    frame.set("stateVersion", versions.json());
    return MAPPER.writeValueAsBytes(frame);
  }

  private int send(EventFrame frame, Predicate<Caller> audience) {
    int sent = 0;
    for (Connection each : connections.sockets()) {
      if (each.isConnected() && audience.test(each) && each.send(frame)) {
        sent++;
      }
    }
    return sent;
  }

  @Override
  public void heard(EdgeWord word) {
    Role role = word.role() == null ? null : Role.of(word.role());
    Scope scope = word.scope() == null ? null : Scope.of(word.scope());
    boolean unknown = word.role() != null && role == null || word.scope() != null && scope == null;
    if (!unknown) { // else a newer edge means somebody who cannot be here
      broadcast(
          word.event(),
          WireJson.json(word.payload()),
          false,
          new Audience(word.tenant(), role, scope, word.include(), word.exclude()));
    }
  }
}
