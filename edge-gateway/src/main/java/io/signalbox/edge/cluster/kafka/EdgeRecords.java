package io.signalbox.edge.cluster.kafka;

import io.signalbox.edge.cluster.EdgeView;
import io.signalbox.edge.cluster.EdgeWord;
import io.signalbox.edge.cluster.PresenceEntry;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.edge.EdgeBroadcast;
import io.signalbox.schemas.edge.EdgeEvent;
import io.signalbox.schemas.edge.EdgePresence;
import io.signalbox.schemas.edge.EdgeSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/// What edges say, as records of the log and back.
final class EdgeRecords {
  /// A snapshot is of no tenant; what is in it says whose it is.
  private static final String NO_TENANT = "";

  private EdgeRecords() {}

  static EdgeEvent of(EdgeView view, Instant now) {
    EdgeSnapshot payload =
        EdgeSnapshot.newBuilder()
            .setStartedAt(micros(view.startedAt()))
            .setOperators(view.operators())
            .setWatchers(view.watchers())
            .setDevices(view.devices())
            .setStopping(view.stopping())
            .setPresence(view.presence().stream().map(EdgeRecords::of).toList())
            .build();
    return event(NO_TENANT, view.edgeId(), now, payload);
  }

  static EdgeEvent of(EdgeWord word, String edgeId, Instant now) {
    EdgeBroadcast payload =
        EdgeBroadcast.newBuilder()
            .setEvent(word.event())
            .setData(word.payload())
            .setRole(word.role())
            .setScope(word.scope())
            .setInclude(List.copyOf(word.include()))
            .setExclude(List.copyOf(word.exclude()))
            .build();
    return event(word.tenant(), edgeId, now, payload);
  }

  private static EdgeEvent event(String tenant, String edgeId, Instant now, Object payload) {
    Actor actor = Actor.newBuilder().setKind("service").setSubject("edge-gateway").build();
    return EdgeEvent.newBuilder()
        .setEnvelope(Envelopes.command(tenant, edgeId, actor, now, null))
        .setPayload(payload)
        .build();
  }

  static EdgeView view(String edgeId, EdgeSnapshot snapshot) {
    return new EdgeView(
        edgeId,
        snapshot.getStartedAt(),
        snapshot.getOperators(),
        snapshot.getWatchers(),
        snapshot.getDevices(),
        snapshot.getStopping(),
        snapshot.getPresence().stream().map(EdgeRecords::entry).toList());
  }

  static EdgeWord word(String tenant, EdgeBroadcast broadcast) {
    return new EdgeWord(
        tenant,
        broadcast.getEvent(),
        broadcast.getData(),
        broadcast.getRole(),
        broadcast.getScope(),
        Set.copyOf(broadcast.getInclude()),
        Set.copyOf(broadcast.getExclude()));
  }

  private static EdgePresence of(PresenceEntry entry) {
    return EdgePresence.newBuilder()
        .setTenantId(entry.tenant())
        .setKey(entry.key())
        .setHost(entry.host())
        .setIp(entry.ip())
        .setVersion(entry.version())
        .setPlatform(entry.platform())
        .setDeviceFamily(entry.deviceFamily())
        .setModelIdentifier(entry.modelIdentifier())
        .setMode(entry.mode())
        .setDeviceId(entry.deviceId())
        .setInstanceId(entry.instanceId())
        .setRoles(entry.roles())
        .setScopes(entry.scopes())
        .setConnected(entry.connected())
        .setAt(micros(entry.at()))
        .build();
  }

  private static PresenceEntry entry(EdgePresence record) {
    return new PresenceEntry(
        record.getTenantId(),
        record.getKey(),
        record.getHost(),
        record.getIp(),
        record.getVersion(),
        record.getPlatform(),
        record.getDeviceFamily(),
        record.getModelIdentifier(),
        record.getMode(),
        record.getDeviceId(),
        record.getInstanceId(),
        record.getRoles(),
        record.getScopes(),
        record.getConnected(),
        record.getAt());
  }

  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
