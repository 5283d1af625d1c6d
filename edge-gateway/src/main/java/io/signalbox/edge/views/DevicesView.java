package io.signalbox.edge.views;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Devices from Postgres.
@Component
final class DevicesView implements DeviceReads {
  private static final String DEVICE =
      "SELECT d.device_id, d.device_key, d.display_name, d.capabilities::text AS capabilities,"
          + " d.labels::text AS labels, d.connected, d.session_id, d.created_at, d.last_seen_at, d.last_seq, s.connected_at,"
          + " s.remote_address FROM read.devices d LEFT JOIN read.device_sessions s"
          + " ON s.tenant_id = d.tenant_id AND s.device_id = d.device_id"
          + " AND s.session_id = d.session_id WHERE d.tenant_id = :tenant";

  /// Ids of sessions are text, and places are not.
  private static final String SESSION =
      "SELECT * FROM (SELECT session_id, connected_at, disconnected_at, reason, remote_address,"
          + " user_agent, connected_at AS created_at, md5(session_id)::uuid AS place"
          + " FROM read.device_sessions WHERE tenant_id = :tenant AND device_id = :device) s"
          + " WHERE true";

  private static final String DECLARES =
      " AND jsonb_exists((d.capabilities::jsonb) -> 'tools', :capability)";

  private final DatabaseClient database;

  DevicesView(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Flux<Device> devices(String tenant, Filter filter, Keyset keyset) {
    Boolean connected = filter.connected();
    String capability = filter.capability();
    String sql =
        DEVICE
            + (connected == null ? "" : " AND d.connected = :connected")
            + (capability == null ? "" : DECLARES)
            + labelled(filter.labels().size())
            + keyset.sql("d.device_id");
    GenericExecuteSpec query = keyset.bind(database.sql(sql).bind("tenant", tenant));
    query = connected == null ? query : query.bind("connected", connected);
    query = capability == null ? query : query.bind("capability", capability);
    return bind(query, filter.labels()).map(row -> device(new Columns(row))).all();
  }

  private static String labelled(int labels) {
    return IntStream.range(0, labels)
        .mapToObj(" AND d.labels ->> :key%1$d = :value%1$d"::formatted)
        .collect(Collectors.joining());
  }

  private static GenericExecuteSpec bind(GenericExecuteSpec query, List<Label> labels) {
    GenericExecuteSpec bound = query;
    for (int index = 0; index < labels.size(); index++) {
      Label label = labels.get(index);
      bound = bound.bind("key" + index, label.key()).bind("value" + index, label.value());
    }
    return bound;
  }

  @Override
  public Flux<Device> devices(String tenant, String after, boolean connectedOnly, int atMost) {
    return database
        .sql(
            DEVICE
                + " AND d.device_key > :after AND (d.connected OR NOT :connectedOnly)"
                + " ORDER BY d.device_key LIMIT :most")
        .bind("tenant", tenant)
        .bind("after", after)
        .bind("connectedOnly", connectedOnly)
        .bind("most", atMost)
        .map(row -> device(new Columns(row)))
        .all();
  }

  @Override
  public Mono<Device> device(String tenant, UUID deviceId) {
    return database
        .sql(DEVICE + " AND d.device_id = :device")
        .bind("tenant", tenant)
        .bind("device", deviceId)
        .map(row -> device(new Columns(row)))
        .one();
  }

  @Override
  public Flux<DeviceSession> sessions(String tenant, UUID deviceId, Keyset keyset) {
    return keyset
        .bind(
            database
                .sql(SESSION + keyset.sql("place"))
                .bind("tenant", tenant)
                .bind("device", deviceId))
        .map(row -> session(new Columns(row)))
        .all();
  }

  private static DeviceSession session(Columns row) {
    return new DeviceSession(
        row.text("session_id"),
        row.time("connected_at"),
        row.timeOrNull("disconnected_at"),
        row.textOrNull("reason"),
        row.textOrNull("remote_address"),
        row.textOrNull("user_agent"),
        row.id("place"));
  }

  private static Device device(Columns row) {
    return new Device(
        row.id("device_id"),
        row.text("device_key"),
        row.textOrNull("display_name"),
        row.text("capabilities"),
        row.text("labels"),
        row.flag("connected"),
        row.textOrNull("session_id"),
        row.time("created_at"),
        row.timeOrNull("last_seen_at"),
        row.timeOrNull("connected_at"),
        row.textOrNull("remote_address"),
        row.number("last_seq"));
  }
}
