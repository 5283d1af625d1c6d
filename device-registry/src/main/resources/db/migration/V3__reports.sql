CREATE TABLE device_reports (
  tenant_id   text        NOT NULL,
  device_id   uuid        NOT NULL,
  seq         bigint      NOT NULL,
  device_seq  bigint,
  type        text        NOT NULL,
  data        json        NOT NULL,
  occurred_at timestamptz NOT NULL,
  PRIMARY KEY (device_id, seq)
);
CREATE INDEX device_reports_by_time ON device_reports (occurred_at);
COMMENT ON COLUMN device_reports.device_seq IS 'Its number on the device; null = not of the device, but about what never came.';

CREATE VIEW read.device_reports AS
SELECT tenant_id, device_id, seq, device_seq, type, data, occurred_at FROM device_reports;
