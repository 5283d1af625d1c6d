package io.signalbox.edge;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What views show of devices, beside the devices themselves.
record DeviceRows(ReadSide rows) {

  /// A session of a device that began some minutes ago, and may have ended a minute later.
  void addDeviceSession(UUID deviceId, String session, int minutes, @Nullable String reason)
      throws SQLException {
    rows.run(
        "INSERT INTO read.device_sessions VALUES (?, ?, ?, '127.0.0.1', now() - make_interval(mins => ?), 'test/1',"
            + " CASE WHEN ?::text IS NULL THEN NULL ELSE now() - make_interval(mins => ?) END, ?)",
        ReadSide.TENANT,
        deviceId,
        session,
        minutes,
        reason,
        minutes - 1,
        reason);
  }

  /// @param deviceSeq null = about events that never came
  void addDeviceReport(UUID deviceId, long seq, @Nullable Long deviceSeq, String type, String data)
      throws SQLException {
    rows.run(
        "INSERT INTO read.device_reports VALUES (?, ?, ?, ?, ?, ?::json, now())",
        ReadSide.TENANT,
        deviceId,
        seq,
        deviceSeq,
        type,
        data);
  }

  void setLabels(UUID deviceId, String labels) throws SQLException {
    rows.run("UPDATE read.devices SET labels = ?::jsonb WHERE device_id = ?", labels, deviceId);
  }
}
