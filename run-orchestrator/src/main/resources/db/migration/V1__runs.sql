CREATE TABLE agent (
  agent_id    uuid        PRIMARY KEY,
  tenant_id   text        NOT NULL,
  name        text        NOT NULL,
  description text,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  last_seq    bigint      NOT NULL
);
CREATE UNIQUE INDEX agent_by_name ON agent (tenant_id, name);

CREATE TABLE agent_version (
  agent_id    uuid        NOT NULL,
  version_id  uuid        NOT NULL,
  tenant_id   text        NOT NULL,
  version     text        NOT NULL,
  config      json        NOT NULL,
  config_hash text        NOT NULL,
  metadata    json,
  created_at  timestamptz NOT NULL,
  seq         bigint      NOT NULL,
  PRIMARY KEY (agent_id, version_id)
);
CREATE UNIQUE INDEX agent_version_by_tag ON agent_version (agent_id, version);
CREATE UNIQUE INDEX agent_version_by_hash ON agent_version (agent_id, config_hash);

CREATE TABLE run (
  run_id           uuid        PRIMARY KEY,
  tenant_id        text        NOT NULL,
  agent_id         uuid        NOT NULL,
  agent_version_id uuid        NOT NULL,
  status           text        NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  started_at       timestamptz,
  completed_at     timestamptz,
  last_seq         bigint      NOT NULL,
  error_code       text,
  error_message    text,
  output_text      text,
  input_tokens     bigint      NOT NULL,
  output_tokens    bigint      NOT NULL,
  metadata         json
);
CREATE INDEX run_by_tenant ON run (tenant_id, created_at);
CREATE INDEX run_by_agent ON run (agent_id, created_at);
CREATE INDEX run_by_status ON run (status, updated_at);

CREATE TABLE run_event (
  run_id      uuid        NOT NULL,
  seq         bigint      NOT NULL,
  tenant_id   text        NOT NULL,
  event_id    uuid        NOT NULL,
  type        text        NOT NULL,
  occurred_at timestamptz NOT NULL,
  data        json        NOT NULL,
  PRIMARY KEY (run_id, seq)
);
COMMENT ON COLUMN run_event.data IS 'Kept as written (json, not jsonb): history and live stream show the same bytes.';

CREATE VIEW read.agents AS
  SELECT tenant_id, agent_id, name, description, created_at, updated_at, last_seq FROM agent;
CREATE VIEW read.agent_versions AS
  SELECT tenant_id, agent_id, version_id, version, config, config_hash, metadata, created_at, seq FROM agent_version;
CREATE VIEW read.runs AS
  SELECT tenant_id, run_id, agent_id, agent_version_id, status, created_at, updated_at, started_at, completed_at,
         last_seq, error_code, error_message, output_text, input_tokens, output_tokens, metadata
  FROM run;
CREATE VIEW read.run_events AS
  SELECT tenant_id, run_id, seq, event_id, type, occurred_at, data FROM run_event;
CREATE VIEW read.run_positions AS
  SELECT topic, partition, next_offset FROM projection_position WHERE projection = 'runs';
COMMENT ON VIEW read.run_positions IS 'How far run_events follows run.events, partition by partition.';
