ALTER TABLE devices ADD COLUMN labels jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN devices.labels IS 'An object of strings.';

CREATE OR REPLACE VIEW read.devices AS
SELECT tenant_id, device_id, device_key, display_name, capabilities, session_id IS NOT NULL AS connected, session_id,
  created_at, last_seen_at, last_seq, labels
FROM devices;
