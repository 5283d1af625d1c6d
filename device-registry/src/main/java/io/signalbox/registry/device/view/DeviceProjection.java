package io.signalbox.registry.device.view;

import io.signalbox.kit.projection.Projection;
import io.signalbox.kit.projection.Storable;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.DeviceConnected;
import io.signalbox.schemas.device.DeviceDisconnected;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.device.DeviceLabel;
import io.signalbox.schemas.device.DeviceSnapshot;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Keeps the tables `devices` and `device_sessions`. Rows move forward in seq only, so applying an
/// event again changes nothing.
public final class DeviceProjection implements Projection<DeviceEvent> {
  private static final String UPSERT_DEVICE =
      """
      INSERT INTO devices AS d (tenant_id, device_id, device_key, display_name, capabilities,
        session_id, created_at, last_seen_at, last_seq, labels)
      VALUES (?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?::jsonb)
      ON CONFLICT (device_id) DO UPDATE SET
        device_key = excluded.device_key, display_name = excluded.display_name,
        capabilities = excluded.capabilities, session_id = excluded.session_id,
        last_seen_at = excluded.last_seen_at, last_seq = excluded.last_seq, labels = excluded.labels
      WHERE d.last_seq < excluded.last_seq
      """;
  private static final String UPSERT_SESSION =
      """
      INSERT INTO device_sessions AS s (tenant_id, device_id, session_id, edge_id, remote_address,
        user_agent, connected_at, disconnected_at, reason, last_seq)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (device_id, session_id) DO UPDATE SET
        edge_id = excluded.edge_id, remote_address = excluded.remote_address,
        user_agent = excluded.user_agent, connected_at = excluded.connected_at,
        disconnected_at = excluded.disconnected_at, reason = excluded.reason,
        last_seq = excluded.last_seq
      WHERE s.last_seq < excluded.last_seq
      """;
  private static final String CLOSE_SESSION =
      """
      UPDATE device_sessions SET disconnected_at = ?, reason = ?, last_seq = ?
      WHERE device_id = ? AND session_id = ? AND last_seq < ?
      """;

  private record SessionKey(String deviceId, String sessionId) {}

  @Override
  public String name() {
    return "devices";
  }

  @Override
  public Topic<DeviceEvent> topic() {
    return Topics.DEVICE_EVENTS;
  }

  @Override
  public List<String> tables() {
    return List.of("devices", "device_sessions");
  }

  @Override
  public void apply(List<DeviceEvent> events, JdbcTemplate jdbc) {
    write(jdbc, UPSERT_DEVICE, devices(events));
    List<SessionRow.Closing> earlier = new ArrayList<>();
    Collection<SessionRow> opened = sessions(events, earlier);
    write(jdbc, CLOSE_SESSION, earlier.stream().map(SessionRow.Closing::values).toList());
    write(jdbc, UPSERT_SESSION, opened.stream().map(SessionRow::values).toList());
  }

  /// One row for each device: as its last event left it, seen first when its first event was.
  private static Collection<@Nullable Object[]> devices(List<DeviceEvent> events) {
    Map<String, OffsetDateTime> first = new LinkedHashMap<>();
    Map<String, @Nullable Object[]> rows = new LinkedHashMap<>();
    for (DeviceEvent event : events) {
      Envelope envelope = event.getEnvelope();
      OffsetDateTime at = envelope.getOccurredAt().atOffset(ZoneOffset.UTC);
      OffsetDateTime created = first.computeIfAbsent(envelope.getAggregateId(), _ -> at);
      rows.put(envelope.getAggregateId(), device(envelope, event.getDevice(), created, at));
    }
    return rows.values();
  }

  private static @Nullable Object[] device(
      Envelope envelope, DeviceSnapshot device, OffsetDateTime created, OffsetDateTime seen) {
    return new @Nullable Object[] {
      Storable.text(envelope.getTenantId()),
      UUID.fromString(envelope.getAggregateId()),
      Storable.text(device.getDeviceKey()),
      Storable.text(device.getDisplayName()),
      Storable.json(device.getCapabilities()),
      Storable.text(device.getSessionId()),
      created,
      seen,
      envelope.getSeq(),
      labels(device)
    };
  }

  private static String labels(DeviceSnapshot device) {
    ObjectNode labels = JsonMapper.shared().createObjectNode();
    for (DeviceLabel label : device.getLabels()) {
      labels.put(Storable.text(label.getKey()), Storable.text(label.getValue()));
    }
    return labels.toString();
  }

  /// The sessions that begin in this batch.
  ///
  /// @param earlier takes the ends of sessions that began before it
  private static Collection<SessionRow> sessions(
      List<DeviceEvent> events, List<SessionRow.Closing> earlier) {
    Map<SessionKey, SessionRow> opened = new LinkedHashMap<>();
    for (DeviceEvent event : events) {
      Envelope envelope = event.getEnvelope();
      if (event.getPayload() instanceof DeviceConnected connected) {
        opened.put(
            new SessionKey(envelope.getAggregateId(), connected.getSessionId()),
            SessionRow.of(envelope, connected));
      } else if (event.getPayload() instanceof DeviceDisconnected gone) {
        SessionRow.Closing closing = SessionRow.Closing.of(envelope, gone);
        SessionKey key = new SessionKey(envelope.getAggregateId(), gone.getSessionId());
        if (opened.computeIfPresent(key, (_, row) -> row.closed(closing)) == null) {
          earlier.add(closing);
        }
      }
    }
    return opened.values();
  }

  private static void write(
      JdbcTemplate jdbc, String sql, Collection<? extends @Nullable Object[]> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(sql, List.copyOf(rows));
    }
  }
}
