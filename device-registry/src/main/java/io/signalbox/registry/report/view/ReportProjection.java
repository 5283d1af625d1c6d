package io.signalbox.registry.report.view;

import io.signalbox.kit.json.WireJson;
import io.signalbox.kit.projection.Projection;
import io.signalbox.kit.projection.Storable;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.DeviceEventReported;
import io.signalbox.schemas.device.DeviceReport;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Keeps the table `device_reports`: one row for each fact. Applying one again changes nothing.
public final class ReportProjection implements Projection<DeviceReport> {
  private static final String INSERT =
      """
      INSERT INTO device_reports (tenant_id, device_id, seq, device_seq, type, data, occurred_at)
      VALUES (?, ?, ?, ?, ?, ?::json, ?)
      ON CONFLICT (device_id, seq) DO NOTHING
      """;

  @Override
  public String name() {
    return "device-reports";
  }

  @Override
  public Topic<DeviceReport> topic() {
    return Topics.DEVICE_REPORTS;
  }

  @Override
  public List<String> tables() {
    return List.of("device_reports");
  }

  @Override
  public void apply(List<DeviceReport> facts, JdbcTemplate jdbc) {
    jdbc.batchUpdate(INSERT, facts.stream().map(ReportProjection::row).toList());
  }

  private static @Nullable Object[] row(DeviceReport fact) {
    return fact.getPayload() instanceof DeviceEventReported event
        ? row(fact.getEnvelope(), event.getDeviceSeq(), event.getType(), event.getData())
        : row(
            fact.getEnvelope(),
            null,
            WireJson.eventType((SpecificRecord) fact.getPayload()),
            WireJson.text((SpecificRecord) fact.getPayload()));
  }

  private static @Nullable Object[] row(
      Envelope envelope, @Nullable Long deviceSeq, String type, String data) {
    return new @Nullable Object[] {
      Storable.text(envelope.getTenantId()),
      UUID.fromString(envelope.getAggregateId()),
      envelope.getSeq(),
      deviceSeq,
      Storable.text(type),
      Storable.json(data),
      envelope.getOccurredAt().atOffset(ZoneOffset.UTC)
    };
  }
}
