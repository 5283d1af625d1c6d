package io.signalbox.edge.views;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/// What devices told, from Postgres.
@Component
final class DeviceReportsView implements DeviceReportReads {
  private static final String REPORTS =
      "SELECT seq, device_seq, type, data::text AS data, occurred_at FROM read.device_reports"
          + " WHERE tenant_id = :tenant AND device_id = :device AND seq > :since"
          + " ORDER BY seq LIMIT :most";

  private final DatabaseClient database;

  DeviceReportsView(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Flux<Reported> reports(String tenant, UUID deviceId, long since, int atMost) {
    return database
        .sql(REPORTS)
        .bind("tenant", tenant)
        .bind("device", deviceId)
        .bind("since", since)
        .bind("most", atMost)
        .map(row -> reported(new Columns(row)))
        .all();
  }

  private static Reported reported(Columns row) {
    return new Reported(
        row.number("seq"),
        row.numberOrNull("device_seq"),
        row.text("type"),
        row.text("data"),
        row.time("occurred_at"));
  }
}
