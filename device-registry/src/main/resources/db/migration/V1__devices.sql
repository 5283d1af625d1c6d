CREATE TABLE devices (
  tenant_id    text        NOT NULL,
  device_id    uuid        NOT NULL PRIMARY KEY,
  device_key   text        NOT NULL,
  display_name text,
  capabilities json        NOT NULL,
  session_id   text,
  created_at   timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  last_seq     bigint      NOT NULL
);
CREATE INDEX devices_by_key ON devices (tenant_id, device_key);
COMMENT ON COLUMN devices.session_id IS 'The open session; null = not connected.';
COMMENT ON COLUMN devices.last_seq IS 'The event that the row stands at; rows move forward only.';

CREATE TABLE device_sessions (
  tenant_id       text        NOT NULL,
  device_id       uuid        NOT NULL,
  session_id      text        NOT NULL,
  edge_id         text        NOT NULL,
  remote_address  text,
  user_agent      text,
  connected_at    timestamptz NOT NULL,
  disconnected_at timestamptz,
  reason          text,
  last_seq        bigint      NOT NULL,
  PRIMARY KEY (device_id, session_id)
);
CREATE INDEX device_sessions_by_time ON device_sessions (tenant_id, device_id, connected_at);

CREATE VIEW read.devices AS
SELECT tenant_id, device_id, device_key, display_name, capabilities, session_id IS NOT NULL AS connected, session_id,
  created_at, last_seen_at, last_seq
FROM devices;

CREATE VIEW read.device_sessions AS
SELECT tenant_id, device_id, session_id, edge_id, remote_address, user_agent, connected_at, disconnected_at, reason,
  last_seq
FROM device_sessions;
