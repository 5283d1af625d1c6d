package io.signalbox.edge.views;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Devices from Postgres.
@Component
final class DevicesView implements DeviceReads {
  private static final String DEVICE =
      "SELECT device_id, device_key, display_name, capabilities::text AS capabilities, connected,"
          + " session_id, created_at, last_seen_at FROM read.devices WHERE tenant_id = :tenant";

  private final DatabaseClient database;

  DevicesView(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Flux<Device> devices(String tenant) {
    return database
        .sql(DEVICE + " ORDER BY device_key")
        .bind("tenant", tenant)
        .map(row -> device(new Columns(row)))
        .all();
  }

  @Override
  public Mono<Device> device(String tenant, UUID deviceId) {
    return database
        .sql(DEVICE + " AND device_id = :device")
        .bind("tenant", tenant)
        .bind("device", deviceId)
        .map(row -> device(new Columns(row)))
        .one();
  }

  private static Device device(Columns row) {
    return new Device(
        row.id("device_id"),
        row.text("device_key"),
        row.textOrNull("display_name"),
        row.text("capabilities"),
        row.flag("connected"),
        row.textOrNull("session_id"),
        row.time("created_at"),
        row.timeOrNull("last_seen_at"));
  }
}
